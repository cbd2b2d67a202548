/**
 * Models that are both VAE and GAN. Each is one file with its networks and its step. Start with
 * {@link ganvas.hybrid.VaeGan}.
 */
package ganvas.hybrid;
