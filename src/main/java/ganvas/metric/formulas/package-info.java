/**
 * Formulas of the literature on tensors, with their intervals. They depend on no network, no dataset and no file. Begin
 * with {@link ganvas.metric.formulas.Fid}, and with {@link ganvas.metric.formulas.Bootstrap} for intervals.
 */
package ganvas.metric.formulas;
