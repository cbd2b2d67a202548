/**
 * Decides what scores and runs show, in numbers with intervals: which model is better on a score, and whether a paper's
 * claim holds. Scores whose protocols differ are never compared. The package {@code verdict} writes the sentences.
 * Begin with {@link ganvas.claim.Findings} for comparisons and {@link ganvas.claim.Claims} for papers.
 */
package ganvas.claim;
