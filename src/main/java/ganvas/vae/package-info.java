/**
 * Variational autoencoders: the networks of each paper and the step that trains them. Start with
 * {@link ganvas.vae.VaeStep}. {@link ganvas.vae.HasElbo} is the interface of every model with an evidence lower bound.
 */
package ganvas.vae;
