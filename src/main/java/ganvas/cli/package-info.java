/** The command line: one class per verb. */
package ganvas.cli;
