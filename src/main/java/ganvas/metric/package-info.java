/** The measures, the same for every family of models, and the judge: the small network whose eye they borrow. */
package ganvas.metric;
