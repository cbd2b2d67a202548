/**
 * Images and pictures from trained models: samples, interpolations, reconstructions, inversions. Begin with
 * {@link ganvas.lab.sample.Sampling}.
 */
package ganvas.lab.sample;
