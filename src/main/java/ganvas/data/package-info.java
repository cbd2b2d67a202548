/** Pictures to learn from, kept as uint8, and the batches cut from them. */
package ganvas.data;
