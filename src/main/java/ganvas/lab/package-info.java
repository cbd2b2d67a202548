/**
 * What trains, samples and measures: it writes run folders and tells nobody anything. Here is what its parts share:
 * begin with {@link ganvas.lab.Compute}. A study is run by {@link ganvas.lab.run.Lab}.
 */
package ganvas.lab;
