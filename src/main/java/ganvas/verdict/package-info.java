/**
 * Writes the decisions of {@code claim} in sentences: the summary of a comparison or study, its headline, its evidence.
 * Writes {@code summary.json} and the result files of papers. This package decides nothing. Begin with {@link
 * ganvas.verdict.Summaries}, then {@link ganvas.verdict.Evidence}.
 */
package ganvas.verdict;
