/**
 * Scoring: images are read by a network, measured by each metric, and become lines of {@code scores.jsonl}. Begin with
 * {@link ganvas.metric.score.Scorer}, which reads with a judge; {@link ganvas.metric.score.InceptionScorer} reads as
 * the field does, and {@link ganvas.metric.score.QuickLook} looks at a model in training.
 */
package ganvas.metric.score;
