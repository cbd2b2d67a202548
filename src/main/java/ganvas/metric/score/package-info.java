/**
 * Scoring: a network reads images, each metric measures them, and the results become lines of {@code scores.jsonl}.
 * Begin with {@link ganvas.metric.score.Scorer}, which uses a judge; {@link ganvas.metric.score.InceptionScorer} uses
 * the field's network, and {@link ganvas.metric.score.QuickLook} measures a model in training.
 */
package ganvas.metric.score;
