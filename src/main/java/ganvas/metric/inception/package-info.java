/** The network that the field's Fréchet distances are measured in: Inception v3 of 2015-12-05, its inputs and its weights. */
package ganvas.metric.inception;
