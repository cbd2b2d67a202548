/**
 * Datasets: where they come from, how they are read and kept as uint8, and how batches are cut from them.
 * Begin with {@link ganvas.data.Dataset}; {@link ganvas.data.Datasets} lists all of them.
 */
package ganvas.data;
