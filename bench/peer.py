"""Eager PyTorch on the layers, batches and losses of Ganvas's zoo: median images per second of a training step.

    python3 -m venv V && V/bin/pip install torch==2.13.0
    V/bin/python bench/peer.py khanna-2020/gan [threads]

Random pixels stand in for MNIST: a step's time does not depend on them.
"""
import statistics
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F


def khanna_gan():
    def block(i, o, *more):
        return [nn.Linear(i, o), nn.LeakyReLU(0.2), *more]
    g = nn.Sequential(*block(128, 256), *block(256, 512), *block(512, 1024), nn.Linear(1024, 784), nn.Tanh(), nn.Unflatten(1, (1, 28, 28)))
    d = nn.Sequential(nn.Flatten(), *block(784, 1024, nn.Dropout(0.3)), *block(1024, 512, nn.Dropout(0.3)), *block(512, 256, nn.Dropout(0.3)),
                      nn.Linear(256, 1))
    return gan(g, d, 2e-4, 256, (128,), 28)


def ali_gan():
    def up(i, o, s, p):
        return [nn.ConvTranspose2d(i, o, 4, s, p, bias=False), nn.BatchNorm2d(o), nn.ReLU()]

    def down(i, o):
        return [nn.Conv2d(i, o, 4, 2, 1, bias=False), nn.BatchNorm2d(o), nn.LeakyReLU(0.2)]
    g = nn.Sequential(*up(100, 256, 1, 0), *up(256, 128, 2, 1), *up(128, 64, 2, 1), nn.ConvTranspose2d(64, 1, 4, 2, 1, bias=False), nn.Tanh())
    d = nn.Sequential(nn.Conv2d(1, 32, 4, 2, 1, bias=False), nn.LeakyReLU(0.2), *down(32, 64), *down(64, 128),
                      nn.Conv2d(128, 1, 4, 2, 1, bias=False), nn.Flatten(), nn.Linear(4, 1))
    return gan(g, d, 1e-3, 32, (100, 1, 1), 32)


def gan(g, d, rate, batch, latent, size):
    g_opt = torch.optim.Adam(g.parameters(), rate, (0.5, 0.999), fused=True)
    d_opt = torch.optim.Adam(d.parameters(), rate, (0.5, 0.999), fused=True)
    bce = F.binary_cross_entropy_with_logits
    real = torch.rand(batch, 1, size, size) * 2 - 1

    def step():
        fake = g(torch.randn(batch, *latent))
        on_real, on_fake = d(real), d(fake.detach())
        d_opt.zero_grad()
        (bce(on_real, torch.ones_like(on_real)) + bce(on_fake, torch.zeros_like(on_fake))).backward()
        d_opt.step()
        fooled = d(fake)
        g_opt.zero_grad()
        bce(fooled, torch.ones_like(fooled)).backward()
        g_opt.step()
    return step, batch


def khanna_vae():
    trunk = nn.Sequential(nn.Flatten(), nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 256), nn.ReLU())
    heads = nn.Linear(256, 4)
    decoder = nn.Sequential(nn.Linear(2, 256), nn.ReLU(), nn.Linear(256, 512), nn.ReLU(), nn.Linear(512, 784))
    opt = torch.optim.Adam([*trunk.parameters(), *heads.parameters(), *decoder.parameters()], 1e-3, fused=True)
    x = torch.rand(100, 1, 28, 28)

    def step():
        mean, log_variance = heads(trunk(x)).chunk(2, 1)
        logits = decoder(mean + torch.exp(log_variance / 2) * torch.randn_like(mean))
        kl = -0.5 * (1 + log_variance - mean * mean - log_variance.exp()).sum()
        opt.zero_grad()
        ((F.binary_cross_entropy_with_logits(logits, x.flatten(1), reduction="sum") + kl) / 100).backward()
        opt.step()
    return step, 100


MODELS = {"khanna-2020/gan": khanna_gan, "khanna-2020/vae": khanna_vae, "ali-2020/gan": ali_gan}
torch.set_num_threads(int(sys.argv[2]) if len(sys.argv) > 2 else torch.get_num_threads())
step, batch = MODELS[sys.argv[1]]()
times = []
begun = time.perf_counter()
while time.perf_counter() - begun < 8:
    t = time.perf_counter()
    step()
    times.append(time.perf_counter() - t)
print(f"{batch / statistics.median(times[5:]):.0f}")
