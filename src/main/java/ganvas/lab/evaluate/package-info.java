/**
 * Every score of a run, from its samples and from the model itself. Begin with
 * {@link ganvas.lab.evaluate.RunEvaluator}.
 */
package ganvas.lab.evaluate;
