/**
 * Makes one HTML file from the folder of a comparison or study. Images, tables and charts are inlined, there are no
 * scripts, and nothing is fetched. Begin with {@link ganvas.report.Report}; a paper's page is {@link
 * ganvas.report.PaperPage}.
 */
package ganvas.report;
