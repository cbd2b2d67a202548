/** Charts as inlined SVG and HTML, drawn from numbers only. Begin with {@link ganvas.report.chart.Chart}. */
package ganvas.report.chart;
