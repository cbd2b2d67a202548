/**
 * What a run leaves on disk, as records. The run folder is the seam of the program: training writes it, and everything
 * that tells people something reads it. Nothing here needs native code.
 * Begin with {@link ganvas.result.RunFolder}, then {@link ganvas.result.Summary}.
 */
package ganvas.result;
