/**
 * Tensors, memory scopes, random numbers, the optimizer, devices and safetensors. Only this package calls libtorch
 * (through {@code org.bytedeco}). Start with {@link ganvas.torch.Tensor} and {@link ganvas.torch.Scope}; libtorch's
 * errors become {@link ganvas.torch.TorchException}.
 */
package ganvas.torch;
