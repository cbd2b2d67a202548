/**
 * Metrics: what is said of each, what it takes, and how it measures generated images against real ones. One file each;
 * begin with {@link ganvas.metric.Metric}, then one that has it all, {@code VendiScore}, and the list, {@link
 * ganvas.metric.Metrics}.
 */
package ganvas.metric;
