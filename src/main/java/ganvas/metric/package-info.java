/**
 * Metrics. Each file describes one metric, says which inputs it needs, and measures generated images against real ones.
 * Begin with {@link ganvas.metric.Metric}, then read {@code VendiScore} as a complete example, and the list, {@link
 * ganvas.metric.Metrics}.
 */
package ganvas.metric;
