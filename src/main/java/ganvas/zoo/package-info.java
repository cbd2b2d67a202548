/** The models: a line each in {@link ganvas.zoo.Zoo}, where to begin. */
package ganvas.zoo;
