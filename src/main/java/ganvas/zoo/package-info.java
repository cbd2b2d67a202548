/** The models. Start with {@link ganvas.zoo.Zoo}, which has a line for each. */
package ganvas.zoo;
