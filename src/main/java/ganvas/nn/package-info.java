/** Layers as small records, and networks as records that list their layers in the order data flows. */
package ganvas.nn;
