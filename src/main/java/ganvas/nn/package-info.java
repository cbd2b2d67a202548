/**
 * Layers as small records, and networks as records that list their layers in the order data flows. Begin with
 * {@link ganvas.nn.Layer} and {@link ganvas.nn.Chain}; {@link ganvas.nn.Net} walks a network.
 */
package ganvas.nn;
