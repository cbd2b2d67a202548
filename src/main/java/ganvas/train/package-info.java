/** The training loop, which knows no model. */
package ganvas.train;
