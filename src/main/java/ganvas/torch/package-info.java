/**
 * Tensors, memory scopes, random numbers, the optimizer, devices and safetensors: the only package that meets libtorch
 * (through {@code org.bytedeco}). Begin with {@link ganvas.torch.Tensor} and {@link ganvas.torch.Scope}; libtorch's
 * errors become {@link ganvas.torch.TorchException}.
 */
package ganvas.torch;
