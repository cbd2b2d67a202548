/** The list of models: a line each. */
package ganvas.zoo;
