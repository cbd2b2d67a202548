/**
 * The judge of comparisons: scores of runs in, a summary with findings and sentences out. A finding names its interval
 * and its test; scores whose protocols differ are never set against each other.
 */
package ganvas.claim;
