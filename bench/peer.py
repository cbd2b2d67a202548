"""Plain PyTorch on the layers, batches and losses of Ganvas's zoo: median images per second of a training step.

    python3 -m venv V && V/bin/pip install torch==2.13.0
    V/bin/python bench/peer.py tanwar-2023/gan-base [--compile] [--channels-last] [--bf16] [--threads N] [--seconds S] [--turns]

The peer has its own best settings: fused Adam, activations in place, no synchronisation within a step. Random pixels stand in for a dataset: a
step's time does not depend on them. bench_models.py lists the models, and those that need no row of their own.
"""
import argparse
import collections
import contextlib
import copy
import os
import shutil
import sys

import torch
import torch.nn as nn
import torch.nn.functional as F
import peer_biggan
import timing
from bench_models import MODELS as NAMES, SMALL

# A step, the images that it shows, its networks by name, and for each an input of a whole batch.
Model = collections.namedtuple("Model", "step images networks inputs")
options = None  # of the command line


def dense(*widths, act, norm=False, drop=0.0):
    """Linear layers with what follows each."""
    layers = []
    for i, o in zip(widths, widths[1:]):
        layers += [nn.Linear(i, o), *([nn.BatchNorm1d(o)] if norm else []), act(), *([nn.Dropout(drop)] if drop else [])]
    return layers


def conv(i, o, k, s, *then, norm=False):
    return [nn.Conv2d(i, o, k, s, k // 2), *([nn.BatchNorm2d(o)] if norm else []), *then]


def up(i, o, k, s, *then, norm=False):
    return [nn.ConvTranspose2d(i, o, k, s, k // 2, output_padding=s - 1), *([nn.BatchNorm2d(o)] if norm else []), *then]


def leaky():
    return nn.LeakyReLU(0.2, inplace=True)


def relu():
    return nn.ReLU(inplace=True)


def khanna_gan():
    g = nn.Sequential(*dense(128, 256, 512, 1024, act=leaky), nn.Linear(1024, 784), nn.Tanh(), nn.Unflatten(1, (1, 28, 28)))
    d = nn.Sequential(nn.Flatten(), *dense(784, 1024, 512, 256, act=leaky, drop=0.3), nn.Linear(256, 1))
    return gan(g, d, 2e-4, 256, (128,))


def khanna_vae():
    trunk = nn.Sequential(nn.Flatten(), *dense(784, 512, 256, act=relu))
    decoder = nn.Sequential(*dense(2, 256, 512, act=relu), nn.Linear(512, 784), nn.Unflatten(1, (1, 28, 28)))
    return vae(nn.Sequential(trunk, nn.Linear(256, 4)), decoder, 1e-3, 100)


def ali_gan():
    def rise(i, o, s, p):
        return [nn.ConvTranspose2d(i, o, 4, s, p, bias=False), nn.BatchNorm2d(o), relu()]

    def fall(i, o):
        return [nn.Conv2d(i, o, 4, 2, 1, bias=False), nn.BatchNorm2d(o), leaky()]
    g = nn.Sequential(*rise(100, 256, 1, 0), *rise(256, 128, 2, 1), *rise(128, 64, 2, 1), nn.ConvTranspose2d(64, 1, 4, 2, 1, bias=False), nn.Tanh())
    d = nn.Sequential(nn.Conv2d(1, 32, 4, 2, 1, bias=False), leaky(), *fall(32, 64), *fall(64, 128),
                      nn.Conv2d(128, 1, 4, 2, 1, bias=False), nn.Flatten(), nn.Linear(4, 1))
    return gan(g, d, 1e-3, 32, (100, 1, 1), size=32)


def tanwar_gan(norm, end):
    g = nn.Sequential(nn.Linear(100, 12544), leaky(), nn.Unflatten(1, (256, 7, 7)), *up(256, 128, 5, 1, leaky(), norm=norm),
                      *up(128, 64, 5, 2, leaky(), norm=norm), *up(64, 1, 5, 2), end)
    d = nn.Sequential(*conv(1, 64, 5, 2, leaky(), nn.Dropout(0.3), norm=norm), *conv(64, 128, 5, 2, leaky(), nn.Dropout(0.3), norm=norm),
                      nn.Flatten(), nn.Linear(6272, 1))
    return gan(g, d, 2e-4, 256, (100,))


def tanwar_vae(latent):
    trunk = nn.Sequential(*conv(1, 32, 3, 2, relu()), *conv(32, 64, 3, 2, relu()), nn.Flatten(), nn.Linear(3136, 16), relu())
    decoder = nn.Sequential(nn.Linear(latent, 3136), relu(), nn.Unflatten(1, (64, 7, 7)), *up(64, 64, 3, 2, relu()),
                            *up(64, 32, 3, 2, relu()), *up(32, 1, 3, 1))
    return vae(nn.Sequential(trunk, nn.Linear(16, 2 * latent)), decoder, 2e-4, 256)


def gaikwad_dense_gan(latent, widths, rate):
    g = nn.Sequential(*dense(latent, *widths, act=relu, norm=True), nn.Linear(600, 784), nn.Tanh(), nn.Unflatten(1, (1, 28, 28)))
    d = nn.Sequential(nn.Flatten(), *dense(784, *reversed(widths), act=relu, norm=True), nn.Linear(100, 1))
    return gan(g, d, rate, 128, (latent,), beta1=0.9)


def gaikwad_cnn_gan():
    g = nn.Sequential(*dense(10, 6272, act=relu, norm=True), nn.Unflatten(1, (128, 7, 7)), *up(128, 64, 5, 2, relu(), norm=True),
                      *up(64, 32, 5, 1, relu(), norm=True), *up(32, 1, 5, 2), nn.Tanh())
    d = nn.Sequential(*conv(1, 32, 5, 2, relu(), norm=True), *conv(32, 64, 5, 2, relu(), norm=True),
                      *conv(64, 128, 5, 2, relu(), norm=True), nn.Flatten(), nn.Linear(2048, 1))
    return gan(g, d, 1e-4, 128, (10,), beta1=0.9)


def gaikwad_dense_vae():
    trunk = nn.Sequential(nn.Flatten(), *dense(784, 600, 300, 100, 50, act=relu, norm=True))
    decoder = nn.Sequential(*dense(4, 50, 100, 300, 600, act=relu, norm=True), nn.Linear(600, 784), nn.Unflatten(1, (1, 28, 28)))
    return vae(nn.Sequential(trunk, nn.Linear(50, 8)), decoder, 1e-4, 128, sampled=True)


def gaikwad_cnn_vae():
    trunk = nn.Sequential(*conv(1, 32, 5, 2, relu(), norm=True), *conv(32, 64, 5, 2, relu(), norm=True),
                          *conv(64, 128, 5, 2, relu(), norm=True), nn.Flatten())
    decoder = nn.Sequential(*dense(10, 6272, act=relu, norm=True), nn.Unflatten(1, (128, 7, 7)), *up(128, 64, 5, 2, relu(), norm=True),
                            *up(64, 32, 5, 1, relu(), norm=True), *up(32, 16, 5, 2, relu(), norm=True), *up(16, 1, 5, 1))
    return vae(nn.Sequential(trunk, nn.Linear(2048, 20)), decoder, 1e-4, 128, sampled=True)


def biggan(deep):
    z = 128 if deep else 120
    g = peer_biggan.generator(deep, SMALL["channels"], z, True)
    d = peer_biggan.discriminator(deep, SMALL["channels"], 1, True)
    return gan(g, d, 5e-5, SMALL["batch"], (z,), beta1=0.0, size=32, channels=3, d_rate=2e-4, d_steps=2, clip=0.1, ema=0.9999)


def vae_biggan(deep):
    encoder = peer_biggan.discriminator(deep, SMALL["channels"], 256, False)
    return vae(encoder, peer_biggan.generator(deep, SMALL["channels"], 128, False), 1e-4, SMALL["batch"], size=32, channels=3, clip=0.1, squared=True)


def prepared(network):
    """The network in the layout that was asked for, compiled if that was. Not by its own compile(), which passes over an nn.Sequential in silence."""
    if options.channels_last:
        network.to(memory_format=torch.channels_last)
    return torch.compile(network) if options.compile else network


def pictures(batch, channels, size):
    """Random pixels in [0, 1]."""
    x = torch.rand(batch, channels, size, size)
    return x.contiguous(memory_format=torch.channels_last) if options.channels_last else x


def run(network, x):
    """A forward pass, under autocast if that was asked for. Losses are taken in float32."""
    with torch.autocast("cpu", torch.bfloat16) if options.bf16 else contextlib.nullcontext():
        return network(x).float()


def adam(parameters, rate, beta1, clip):
    """minimize(loss): one fused step, with gradients that are cut at ±clip."""
    parameters = list(parameters)
    optimizer = torch.optim.Adam(parameters, rate, (beta1, 0.999), fused=True)

    def minimize(loss):
        optimizer.zero_grad()
        loss.backward()
        if clip:
            nn.utils.clip_grad_value_(parameters, clip)
        optimizer.step()
    return minimize


def averaged(network, decay):
    """follow(): moves a copy of the network towards it, statistics included."""
    def tensors(n):
        return [t for t in [*n.parameters(), *n.buffers()] if t.is_floating_point()]
    average, values = tensors(copy.deepcopy(network)), tensors(network)

    @torch.no_grad()
    def follow():
        torch._foreach_lerp_(average, values, 1 - decay)
    return follow


def gan(g, d, rate, batch, latent, beta1=0.5, size=28, channels=1, d_rate=None, d_steps=1, clip=0.0, ema=0.0):
    """d_steps updates of D, each on a batch, and one of G. A D without batch norm sees both kinds of images at once."""
    follow = averaged(g, ema) if ema else None
    mixes = any(isinstance(m, nn.modules.batchnorm._BatchNorm) for m in d.modules())
    g, d = prepared(g), prepared(d)
    improve_g, improve_d = adam(g.parameters(), rate, beta1, clip), adam(d.parameters(), d_rate or rate, beta1, clip)
    bce = F.binary_cross_entropy_with_logits
    real = pictures(batch, channels, size) * 2 - 1

    def discriminate(fake):
        on_real, on_fake = (run(d, real), run(d, fake)) if mixes else run(d, torch.cat([real, fake])).chunk(2)
        improve_d(bce(on_real, torch.ones_like(on_real)) + bce(on_fake, torch.zeros_like(on_fake)))

    def step():
        for _ in range(d_steps - 1):
            with torch.no_grad():
                fake = run(g, torch.randn(batch, *latent))
            discriminate(fake)
        fake = run(g, torch.randn(batch, *latent))
        discriminate(fake.detach())
        for p in d.parameters():
            p.requires_grad_(False)
        fooled = run(d, fake)
        improve_g(bce(fooled, torch.ones_like(fooled)))
        for p in d.parameters():
            p.requires_grad_(True)
        if follow:
            follow()
    return Model(step, batch * d_steps, {"generator": g, "discriminator": d}, {"generator": torch.randn(batch, *latent), "discriminator": real})


def vae(encoder, decoder, rate, batch, sampled=False, size=28, channels=1, clip=0.0, squared=False):
    latent = decoder[0].in_features
    encoder, decoder = prepared(encoder), prepared(decoder)
    improve = adam([*encoder.parameters(), *decoder.parameters()], rate, 0.9, clip)
    x = pictures(batch, channels, size)

    def step():
        mean, log_variance = run(encoder, x).chunk(2, 1)
        noise = torch.randn_like(mean)
        z = mean + torch.exp(log_variance / 2) * noise
        kl = 0.5 * (z * z - log_variance - noise * noise).sum() if sampled else -0.5 * (1 + log_variance - mean * mean - log_variance.exp()).sum()
        decoded = run(decoder, z)
        loss = F.mse_loss(decoded, x, reduction="sum") if squared else F.binary_cross_entropy_with_logits(decoded, x, reduction="sum")
        improve((loss + kl) / batch)
    return Model(step, batch, {"encoder": encoder, "decoder": decoder}, {"encoder": x, "decoder": torch.randn(batch, latent)})


MODELS = {
    "tanwar-2023/gan-base": lambda: tanwar_gan(False, nn.Sigmoid()),
    "tanwar-2023/gan-batchnorm": lambda: tanwar_gan(True, nn.Sigmoid()),
    "tanwar-2023/gan-tanh": lambda: tanwar_gan(False, nn.Tanh()),
    "tanwar-2023/vae-base": lambda: tanwar_vae(2),
    "tanwar-2023/vae-latent4": lambda: tanwar_vae(4),
    "khanna-2020/gan": khanna_gan,
    "khanna-2020/vae": khanna_vae,
    "ali-2020/gan": ali_gan,
    "gaikwad-2020/dense-gan": lambda: gaikwad_dense_gan(10, (100, 300, 600), 1e-5),
    "gaikwad-2020/dense-gan-deep": lambda: gaikwad_dense_gan(392, (100, 200, 300, 400, 500, 600), 1e-6),
    "gaikwad-2020/cnn-gan": gaikwad_cnn_gan,
    "gaikwad-2020/dense-vae": gaikwad_dense_vae,
    "gaikwad-2020/cnn-vae": gaikwad_cnn_vae,
    "hinrichsen-2023/biggan": lambda: biggan(False),
    "hinrichsen-2023/biggan-deep": lambda: biggan(True),
    "hinrichsen-2023/vae-biggan": lambda: vae_biggan(False),
    "hinrichsen-2023/vae-biggan-deep": lambda: vae_biggan(True),
}


def count(model):
    """Parameters and multiply-adds an image of each network forward; those of its layers that take its input; those of the whole step."""
    from torch.utils.flop_counter import FlopCounterMode

    def multiply_adds(work, images):
        with FlopCounterMode(display=False) as counter:
            work()
        return round(counter.get_total_flops() / 2 / images)
    forward, first = {}, {}
    for name, network in model.networks.items():
        x = model.inputs[name]
        forward[name] = multiply_adds(lambda: network(x), len(x))
        data, asked = (multiply_adds(lambda: network(x.detach().clone().requires_grad_(a)).sum().backward(), len(x)) for a in (False, True))
        first[name] = asked - data
    return {"parameters": {name: sum(p.numel() for p in n.parameters()) for name, n in model.networks.items()}, "forward": forward, "first": first,
            "step": multiply_adds(model.step, model.images), "images": model.images}


def peak():
    """GFLOP/s of a product of matrices of 4096 × 4096; in bf16 if that was asked for: without instructions for it a product takes minutes."""
    def of(dtype):
        a, b = torch.randn(4096, 4096).to(dtype), torch.randn(4096, 4096).to(dtype)
        return round(2 * 4096 ** 3 / 1e9 / min(timing.timed(lambda: a @ b) for _ in range(4)), 1)
    return {"fp32": of(torch.float32), **({"bf16": of(torch.bfloat16)} if options.bf16 else {})}


def compiled(step):
    def checked():
        step()
        if not torch._dynamo.utils.counters["stats"]["unique_graphs"]:
            sys.exit("--compile: expected torch.compile to make a graph of a network; it made none, so that nothing was compiled")
    return checked


def main():
    global options
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("model", choices=[*MODELS, "peak"], metavar="MODEL", help="of Ganvas's zoo, or 'peak': the machine's matrix product")
    parser.add_argument("--compile", action="store_true", help="torch.compile on every network")
    parser.add_argument("--channels-last", action="store_true", help="pictures and weights in this layout")
    parser.add_argument("--bf16", action="store_true", help="forward passes under autocast")
    parser.add_argument("--threads", type=int, help="default: PyTorch's own")
    timing.arguments(parser)
    parser.add_argument("--count", action="store_true", help="parameters and multiply-adds instead of speed")
    options = parser.parse_args()
    if set(MODELS) != set(NAMES):
        sys.exit("peer.py and bench_models.py name unlike models: %s" % sorted(set(MODELS) ^ set(NAMES)))
    if options.compile and not any(shutil.which(c) for c in (os.environ.get("CXX", "g++"), "g++", "clang++")):
        sys.exit("--compile: expected a C++ compiler, which torch.compile needs; found none. Install g++ (Debian: apt-get install g++), or leave it out.")
    if options.threads:
        torch.set_num_threads(options.threads)
    if options.model == "peak":
        return timing.tell(peak())
    model = MODELS[options.model]()
    if options.count:
        return timing.tell(count(model))
    timing.measure(compiled(model.step) if options.compile else model.step, model.images, options, "PyTorch %s, Python %s" % (torch.__version__, sys.version.split()[0]))


if __name__ == "__main__":
    main()
