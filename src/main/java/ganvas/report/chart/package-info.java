/**
 * Charts as inlined SVG and HTML, drawn from numbers alone.
 * Begin with {@link ganvas.report.chart.Chart}.
 */
package ganvas.report.chart;
