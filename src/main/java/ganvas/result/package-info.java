/**
 * Records of what a run leaves on disk. The run folder connects the parts of the program: training writes it, and all
 * reports are made from it. This package needs no native code. Begin with {@link ganvas.result.RunFolder}, then {@link
 * ganvas.result.Summary}.
 */
package ganvas.result;
