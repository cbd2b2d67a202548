/**
 * The folder of a comparison or study in, one HTML file out: images, tables and charts are inlined, there are no
 * scripts, and nothing is fetched. Begin with {@link ganvas.report.Report}; a paper's page is
 * {@link ganvas.report.PaperPage}.
 */
package ganvas.report;
