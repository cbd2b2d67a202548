/**
 * Variational autoencoders: the networks of each paper and the step that trains them. Begin with
 * {@link ganvas.vae.VaeStep}; what every model with an evidence lower bound has is {@link ganvas.vae.HasElbo}.
 */
package ganvas.vae;
