/**
 * What a run leaves on disk, as records. The run folder is the seam of the house: training writes it, everything that
 * tells people something reads it. Nothing here needs native code.
 */
package ganvas.result;
