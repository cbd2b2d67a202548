/**
 * The program beside the field's own: its metrics and its Inception network on arrays of which other programs' numbers
 * are known. Begin with {@link ganvas.metric.golden.Golden}.
 */
package ganvas.metric.golden;
