/**
 * The judge: a small network trained on a dataset's own pictures, whose features and opinions metrics are made of.
 * Begin with {@link ganvas.metric.judge.Judge}; {@link ganvas.metric.judge.Judges} lists those that come with the
 * program, and {@link ganvas.metric.judge.JudgeTraining} makes others.
 */
package ganvas.metric.judge;
