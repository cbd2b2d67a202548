/**
 * The only package that meets libtorch (through {@code org.bytedeco}). Tensors, memory scopes, random numbers, the
 * optimizer, devices and safetensors; libtorch's errors become {@link ganvas.torch.TorchException}.
 */
package ganvas.torch;
