/**
 * The words that verdicts, tables and commands have for scores: begin with {@link ganvas.words.MetricInfo}. Nothing
 * here needs libtorch.
 */
package ganvas.words;
