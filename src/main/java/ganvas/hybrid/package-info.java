/** Models between the families: one file each, networks and step. Begin with {@link ganvas.hybrid.VaeGan}. */
package ganvas.hybrid;
