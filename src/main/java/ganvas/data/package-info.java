/**
 * Datasets: how they are fetched, read and kept as uint8, and how batches are cut from them. Start with
 * {@link ganvas.data.Dataset}; {@link ganvas.data.Datasets} lists all of them.
 */
package ganvas.data;
