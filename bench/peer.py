"""Plain PyTorch on the layers, batches and losses of Ganvas's zoo: median images per second of a training step.

    python3 -m venv V && V/bin/pip install torch==2.13.0
    V/bin/python bench/peer.py tanwar-2023/gan-base [--compile] [--threads N] [--seconds S]

The peer has its own best settings: fused Adam, no synchronisation within a step. Random pixels stand in for MNIST: a
step's time does not depend on them. gan-vanishing and the betas differ from their neighbours in numbers only and are left out.
"""
import argparse
import statistics
import time

import torch
import torch.nn as nn
import torch.nn.functional as F


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
    return nn.LeakyReLU(0.2)


def khanna_gan():
    g = nn.Sequential(*dense(128, 256, 512, 1024, act=leaky), nn.Linear(1024, 784), nn.Tanh(), nn.Unflatten(1, (1, 28, 28)))
    d = nn.Sequential(nn.Flatten(), *dense(784, 1024, 512, 256, act=leaky, drop=0.3), nn.Linear(256, 1))
    return gan(g, d, 2e-4, 256, (128,))


def khanna_vae():
    trunk = nn.Sequential(nn.Flatten(), *dense(784, 512, 256, act=nn.ReLU))
    decoder = nn.Sequential(*dense(2, 256, 512, act=nn.ReLU), nn.Linear(512, 784), nn.Unflatten(1, (1, 28, 28)))
    return vae(trunk, nn.Linear(256, 4), decoder, 1e-3, 100)


def ali_gan():
    def rise(i, o, s, p):
        return [nn.ConvTranspose2d(i, o, 4, s, p, bias=False), nn.BatchNorm2d(o), nn.ReLU()]

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
    trunk = nn.Sequential(*conv(1, 32, 3, 2, nn.ReLU()), *conv(32, 64, 3, 2, nn.ReLU()), nn.Flatten(), nn.Linear(3136, 16), nn.ReLU())
    decoder = nn.Sequential(nn.Linear(latent, 3136), nn.ReLU(), nn.Unflatten(1, (64, 7, 7)), *up(64, 64, 3, 2, nn.ReLU()),
                            *up(64, 32, 3, 2, nn.ReLU()), *up(32, 1, 3, 1))
    return vae(trunk, nn.Linear(16, 2 * latent), decoder, 2e-4, 256)


def gaikwad_dense_gan(latent, widths, rate):
    g = nn.Sequential(*dense(latent, *widths, act=nn.ReLU, norm=True), nn.Linear(600, 784), nn.Tanh(), nn.Unflatten(1, (1, 28, 28)))
    d = nn.Sequential(nn.Flatten(), *dense(784, *reversed(widths), act=nn.ReLU, norm=True), nn.Linear(100, 1))
    return gan(g, d, rate, 128, (latent,), beta1=0.9)


def gaikwad_cnn_gan():
    g = nn.Sequential(*dense(10, 6272, act=nn.ReLU, norm=True), nn.Unflatten(1, (128, 7, 7)), *up(128, 64, 5, 2, nn.ReLU(), norm=True),
                      *up(64, 32, 5, 1, nn.ReLU(), norm=True), *up(32, 1, 5, 2), nn.Tanh())
    d = nn.Sequential(*conv(1, 32, 5, 2, nn.ReLU(), norm=True), *conv(32, 64, 5, 2, nn.ReLU(), norm=True),
                      *conv(64, 128, 5, 2, nn.ReLU(), norm=True), nn.Flatten(), nn.Linear(2048, 1))
    return gan(g, d, 1e-4, 128, (10,), beta1=0.9)


def gaikwad_dense_vae():
    trunk = nn.Sequential(nn.Flatten(), *dense(784, 600, 300, 100, 50, act=nn.ReLU, norm=True))
    decoder = nn.Sequential(*dense(4, 50, 100, 300, 600, act=nn.ReLU, norm=True), nn.Linear(600, 784), nn.Unflatten(1, (1, 28, 28)))
    return vae(trunk, nn.Linear(50, 8), decoder, 1e-4, 128, sampled=True)


def gaikwad_cnn_vae():
    trunk = nn.Sequential(*conv(1, 32, 5, 2, nn.ReLU(), norm=True), *conv(32, 64, 5, 2, nn.ReLU(), norm=True),
                          *conv(64, 128, 5, 2, nn.ReLU(), norm=True), nn.Flatten())
    decoder = nn.Sequential(*dense(10, 6272, act=nn.ReLU, norm=True), nn.Unflatten(1, (128, 7, 7)), *up(128, 64, 5, 2, nn.ReLU(), norm=True),
                            *up(64, 32, 5, 1, nn.ReLU(), norm=True), *up(32, 16, 5, 2, nn.ReLU(), norm=True), *up(16, 1, 5, 1))
    return vae(trunk, nn.Linear(2048, 20), decoder, 1e-4, 128, sampled=True)


def gan(g, d, rate, batch, latent, beta1=0.5, size=28):
    """One update of D, one of G, and the batch."""
    g_opt = torch.optim.Adam(g.parameters(), rate, (beta1, 0.999), fused=True)
    d_opt = torch.optim.Adam(d.parameters(), rate, (beta1, 0.999), fused=True)
    bce = F.binary_cross_entropy_with_logits
    real = torch.rand(batch, 1, size, size) * 2 - 1

    def step():
        fake = g(torch.randn(batch, *latent))
        on_real, on_fake = d(real), d(fake.detach())
        d_opt.zero_grad()
        (bce(on_real, torch.ones_like(on_real)) + bce(on_fake, torch.zeros_like(on_fake))).backward()
        d_opt.step()
        for p in d.parameters():
            p.requires_grad_(False)
        fooled = d(fake)
        g_opt.zero_grad()
        bce(fooled, torch.ones_like(fooled)).backward()
        g_opt.step()
        for p in d.parameters():
            p.requires_grad_(True)
    return step, batch, (g, d)


def vae(trunk, heads, decoder, rate, batch, sampled=False):
    opt = torch.optim.Adam([*trunk.parameters(), *heads.parameters(), *decoder.parameters()], rate, fused=True)
    x = torch.rand(batch, 1, 28, 28)

    def step():
        mean, log_variance = heads(trunk(x)).chunk(2, 1)
        noise = torch.randn_like(mean)
        z = mean + torch.exp(log_variance / 2) * noise
        kl = 0.5 * (z * z - log_variance - noise * noise).sum() if sampled else -0.5 * (1 + log_variance - mean * mean - log_variance.exp()).sum()
        opt.zero_grad()
        ((F.binary_cross_entropy_with_logits(decoder(z), x, reduction="sum") + kl) / batch).backward()
        opt.step()
    return step, batch, (trunk, decoder)


MODELS = {
    "tanwar-2023/gan-base": lambda: tanwar_gan(False, nn.Sigmoid()),
    "tanwar-2023/gan-batchnorm": lambda: tanwar_gan(True, nn.Sigmoid()),
    "tanwar-2023/gan-tanh": lambda: tanwar_gan(False, nn.Tanh()),
    "tanwar-2023/vae-base": lambda: tanwar_vae(2),
    "tanwar-2023/vae-latent4": lambda: tanwar_vae(4),
    "khanna-2020/gan": khanna_gan,
    "khanna-2020/vae": khanna_vae,
    "ali-2020/gan": ali_gan,
    "ali-2020/vae": khanna_vae,
    "gaikwad-2020/dense-gan": lambda: gaikwad_dense_gan(10, (100, 300, 600), 1e-5),
    "gaikwad-2020/dense-gan-deep": lambda: gaikwad_dense_gan(392, (100, 200, 300, 400, 500, 600), 1e-6),
    "gaikwad-2020/cnn-gan": gaikwad_cnn_gan,
    "gaikwad-2020/dense-vae": gaikwad_dense_vae,
    "gaikwad-2020/cnn-vae": gaikwad_cnn_vae,
}


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("model", choices=MODELS)
    options.add_argument("--compile", action="store_true", help="torch.compile on every network")
    options.add_argument("--threads", type=int)
    options.add_argument("--seconds", type=float, default=8)
    options.add_argument("--count", action="store_true", help="only prints the number of parameters")
    o = options.parse_args()
    if o.threads:
        torch.set_num_threads(o.threads)
    step, batch, networks = MODELS[o.model]()
    if o.count:
        print(sum(p.numel() for n in networks for p in n.parameters()))
        return
    if o.compile:
        for n in networks:
            n.compile()
    times = []
    begun = time.perf_counter()
    while time.perf_counter() - begun < o.seconds or len(times) < 12:
        t = time.perf_counter()
        step()
        times.append(time.perf_counter() - t)
    print(f"{batch / statistics.median(times[5:]):.0f}")


main()
