/**
 * BigGAN and BigGAN-deep (Brock, Donahue and Simonyan 2019, appendix B) for any resolution from 28 to 128: the
 * generator, which is also a VAE's decoder, and the trunk of the discriminator, which is also a VAE's encoder.
 */
package ganvas.nn.biggan;
