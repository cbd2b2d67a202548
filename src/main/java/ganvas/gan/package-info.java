/**
 * Generative adversarial networks: the networks of each paper and the step that trains them. Start with
 * {@link ganvas.gan.GanStep} and {@link ganvas.gan.GanLoss}.
 */
package ganvas.gan;
