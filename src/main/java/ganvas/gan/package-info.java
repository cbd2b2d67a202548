/** Generative adversarial networks: the networks of each paper and the step that trains them. */
package ganvas.gan;
