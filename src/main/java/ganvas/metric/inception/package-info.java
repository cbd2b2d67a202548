/**
 * The network that the field's Fréchet distances are measured in: Inception v3 of 2015-12-05, its inputs and its
 * weights. Begin with {@link ganvas.metric.inception.Inception}; {@link ganvas.metric.inception.Protocol} says how
 * pictures come to it.
 */
package ganvas.metric.inception;
