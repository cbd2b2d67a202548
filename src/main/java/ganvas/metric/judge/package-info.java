/**
 * The judge: a small network trained on a dataset's own pictures. Metrics use its features and opinions. Begin with
 * {@link ganvas.metric.judge.Judge}; {@link ganvas.metric.judge.Judges} lists those that come with the program, and
 * {@link ganvas.metric.judge.JudgeTraining} makes others.
 */
package ganvas.metric.judge;
