/** The self-test of the metrics. Begin with {@link ganvas.lab.selftest.SelftestRun}. */
package ganvas.lab.selftest;
