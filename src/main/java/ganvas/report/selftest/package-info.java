/**
 * The page of {@code ganvas metrics selftest}.
 * Begin with {@link ganvas.report.selftest.SelftestPage}.
 */
package ganvas.report.selftest;
