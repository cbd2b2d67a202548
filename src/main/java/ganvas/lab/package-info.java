/**
 * The laboratory: it trains, samples and measures. It writes run folders and prints nothing. This package holds what
 * its parts share: begin with {@link ganvas.lab.Compute}. {@link ganvas.lab.run.Lab} runs a study.
 */
package ganvas.lab;
