/**
 * Layers as small records, and networks as records that list their layers in the order of the data flow. Start with
 * {@link ganvas.nn.Layer} and {@link ganvas.nn.Chain}; {@link ganvas.nn.Net} walks a network.
 */
package ganvas.nn;
