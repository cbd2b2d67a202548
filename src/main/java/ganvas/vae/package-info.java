/** Variational autoencoders: the networks of each paper and the step that trains them. */
package ganvas.vae;
