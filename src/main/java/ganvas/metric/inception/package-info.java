/**
 * The network in which the field measures Fréchet distances: Inception v3 of 2015-12-05, with its inputs and its
 * weights. Begin with {@link ganvas.metric.inception.Inception}; {@link ganvas.metric.inception.Protocol} says how
 * pictures become its input.
 */
package ganvas.metric.inception;
