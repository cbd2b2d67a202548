/**
 * Says in sentences what {@code claim} decided: the summary of a comparison or study, its headline, its evidence. Makes
 * {@code summary.json} and the result files of papers. Nothing here decides anything.
 * Begin with {@link ganvas.verdict.Summaries}, then {@link ganvas.verdict.Evidence}.
 */
package ganvas.verdict;
