/**
 * Compares the program with the field's reference programs: its metrics and its Inception network are run on arrays for
 * which the other programs' numbers are known. Begin with {@link ganvas.metric.golden.Golden}.
 */
package ganvas.metric.golden;
