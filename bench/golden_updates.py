"""Whole updates of small GANs and VAEs by plain PyTorch, in float64: GanUpdateTest and VaeUpdateTest compare with them.

    python3 -m venv V && V/bin/pip install torch==2.13.0 numpy safetensors
    V/bin/python bench/golden_updates.py          # in the project's folder

writes src/test/resources/reference/updates/gan.safetensors and vae.safetensors. It is written from Goodfellow et al.
2014 (algorithm 1 with k = 1, the non-saturating loss) and Kingma and Welling 2014 (appendix B). Nothing is read from
Ganvas. Only its random numbers are remade (see `normal`), so that the tests can run the same updates.

Names in the files, N being a network's name, P a parameter's, O an optimizer's:
    images                     uint8 [update, image, 1, 8, 8]
    normal                     the latents of a GAN, the noise of a VAE: float32 [update, image, latent]
    MODEL/start/N.P            weights and moving statistics before the first update
    MODEL/end/N.P              the same after the last
    MODEL/gradient/O.P         the gradient of the last update
    MODEL/exp_avg_sq/O.P       Adam's second moment after the last
    MODEL/stats/S              what is reported under the name S in each update: [update]
"""
import os
from collections import OrderedDict

import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import save_file

FOLDER = "src/test/resources/reference/updates"
UPDATES, BATCH, LATENT, SIZE = 3, 64, 4, 8
SEED = 7
BITS = 2 ** 64 - 1
GOLDEN = 0x9E3779B97F4A7C15


def mix(z):
    """The finaliser of SplitMix64 (Steele, Lea and Flood 2014)."""
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & BITS
    z = (z ^ z >> 27) * 0x94D049BB133111EB & BITS
    return z ^ z >> 31


def normal(shown, *shape):
    """The first tensor that Ganvas draws from N(0, 1) in an update. shown: images shown before it."""
    key = mix(mix(SEED + GOLDEN & BITS) ^ mix(shown))
    return torch.randn(shape, generator=torch.Generator().manual_seed(mix(key + GOLDEN & BITS)))


def net(**layers):
    """Layers one after the other, by name. Batch norm starts at a scale and a shift of its own for each channel."""
    made = nn.Sequential(OrderedDict(layers))
    for layer in made:
        if isinstance(layer, nn.BatchNorm2d):
            nn.init.normal_(layer.weight, 1, 0.2)
            nn.init.normal_(layer.bias, 0, 0.2)
    return made.double()


class Heads(nn.Module):
    """Mean and log-variance of a Gaussian, [N, in] -> [N, 2 * latent]."""

    def __init__(self, inputs, latent):
        super().__init__()
        self.mean, self.logVariance = nn.Linear(inputs, latent), nn.Linear(inputs, latent)

    def forward(self, x):
        return torch.cat([self.mean(x), self.logVariance(x)], 1)


def leaky():
    return nn.LeakyReLU(0.2)


def down(i, o, bias):
    """Halves height and width."""
    return nn.Conv2d(i, o, 4, 2, 1, bias=bias)


def up(i, o):
    """Doubles height and width."""
    return nn.ConvTranspose2d(i, o, 4, 2, 1, bias=False)


def dense_gan():
    return (net(hidden=nn.Linear(LATENT, 12), act=leaky(), output=nn.Linear(12, 64), tanh=nn.Tanh(),
                image=nn.Unflatten(1, (1, 8, 8))),
            net(flat=nn.Flatten(), hidden=nn.Linear(64, 12), act=leaky(), output=nn.Linear(12, 1)))


def conv_gan(norm):
    """`norm`: batch norm in the discriminator too."""
    g = net(input=nn.Linear(LATENT, 32), maps=nn.Unflatten(1, (8, 2, 2)), up1=up(8, 6), norm=nn.BatchNorm2d(6),
            act=leaky(), up2=up(6, 1), tanh=nn.Tanh())
    layers = {"norm": nn.BatchNorm2d(6)} if norm else {}
    d = net(down1=down(1, 4, True), act1=leaky(), down2=down(4, 6, False), **layers, act2=leaky(), flat=nn.Flatten(),
            output=nn.Linear(24, 1))
    return g, d


def dense_vae():
    return (net(flat=nn.Flatten(), hidden=nn.Linear(64, 12), act=nn.ReLU(), heads=Heads(12, LATENT)),
            net(hidden=nn.Linear(LATENT, 12), act=nn.ReLU(), output=nn.Linear(12, 64),
                image=nn.Unflatten(1, (1, 8, 8))))


def conv_vae():
    return (net(down1=down(1, 4, True), act1=leaky(), down2=down(4, 6, False), norm=nn.BatchNorm2d(6),
                act2=leaky(), flat=nn.Flatten(), heads=Heads(24, LATENT)),
            net(input=nn.Linear(LATENT, 24), act1=leaky(), maps=nn.Unflatten(1, (6, 2, 2)), up1=up(6, 4),
                norm=nn.BatchNorm2d(4), act2=leaky(), up2=up(4, 1)))


class Recorded:
    """What goes to the file of one model."""

    def __init__(self, into, model, networks):
        self.into, self.model, self.networks = into, model, networks
        self.stats = {}
        # What the file has is what training starts from: float32.
        for network in networks.values():
            network.load_state_dict({k: v.float().to(v.dtype) for k, v in network.state_dict().items()})
        self.keep("start", self.state())

    def keep(self, kind, tensors):
        for name, t in tensors.items():
            self.into[f"{self.model}/{kind}/{name}"] = t.detach().float().contiguous().clone()

    def state(self):
        names = {"running_mean": "runningMean", "running_var": "runningVar"}
        found = {}
        for n, network in self.networks.items():
            for name, t in network.state_dict().items():
                *path, last = name.split(".")
                if last != "num_batches_tracked":
                    found[".".join([n, *path, names.get(last, last)])] = t
        return found

    def report(self, **values):
        for name, value in values.items():
            self.stats.setdefault(name.replace("__", "/"), []).append(float(value.detach()))

    def end(self, optimizers):
        """optimizers: by name; with the names of its parameters."""
        self.keep("end", self.state())
        self.keep("stats", {name: torch.tensor(values, dtype=torch.float64) for name, values in self.stats.items()})
        for o, (optimizer, parameters) in optimizers.items():
            self.keep("gradient", {f"{o}.{name}": p.grad for name, p in parameters.items()})
            self.keep("exp_avg_sq", {f"{o}.{name}": optimizer.state[p]["exp_avg_sq"] for name, p in parameters.items()})


def train_gan(into, model, g, d, g_rate, d_rate, betas):
    """Networks see [-1, 1]; d gives logits."""
    recorded = Recorded(into, model, {"generator": g, "discriminator": d})
    g_adam, d_adam = torch.optim.Adam(g.parameters(), g_rate, betas), torch.optim.Adam(d.parameters(), d_rate, betas)
    bce = nn.BCEWithLogitsLoss()
    for stored, z in zip(into["images"], into["normal"]):
        real = stored.double() / 127.5 - 1
        fake = g(z.double())

        d_adam.zero_grad()
        on_real, on_fake = d(real), d(fake.detach())
        loss_real, loss_fake = bce(on_real, torch.ones_like(on_real)), bce(on_fake, torch.zeros_like(on_fake))
        (loss_real + loss_fake).backward()
        d_grads = [p.grad.clone() for p in d.parameters()]
        d_adam.step()

        g_adam.zero_grad()
        fooled = d(fake)
        g_loss = bce(fooled, torch.ones_like(fooled))
        g_loss.backward()
        g_adam.step()

        for p, grad in zip(d.parameters(), d_grads):
            p.grad = grad              # the generator's loss left its own there
        recorded.report(D__loss=loss_real + loss_fake, D__loss_real=loss_real, D__loss_fake=loss_fake,
                        D__accuracy_real=(on_real > 0).double().mean(), D__accuracy_fake=(on_fake < 0).double().mean(),
                        G__loss=g_loss,
                        G__gradient_norm=torch.cat([p.grad.flatten() for p in g.parameters()]).norm())
    recorded.end({"generator": (g_adam, dict(g.named_parameters())),
                  "discriminator": (d_adam, dict(d.named_parameters()))})


def train_vae(into, model, encoder, decoder, rate, betas):
    """Networks see [0, 1]; the decoder gives logits."""
    recorded = Recorded(into, model, {"encoder": encoder, "decoder": decoder})
    parameters = {f"{n}.{name}": p for n, network in (("encoder", encoder), ("decoder", decoder))
                  for name, p in network.named_parameters()}
    adam = torch.optim.Adam(parameters.values(), rate, betas)
    for stored, noise in zip(into["images"], into["normal"]):
        x = stored.double() / 255
        mean, log_variance = encoder(x).chunk(2, 1)
        z = mean + torch.exp(log_variance / 2) * noise.double()
        reconstruction = F.binary_cross_entropy_with_logits(decoder(z), x, reduction="sum") / len(x)
        kl = -0.5 * (1 + log_variance - mean ** 2 - log_variance.exp()).sum() / len(x)
        loss = reconstruction + kl
        adam.zero_grad()
        loss.backward()
        adam.step()
        recorded.report(loss=loss, reconstruction=reconstruction, KL=kl, ELBO=-loss)
    recorded.end({"vae": (adam, parameters)})


def inputs():
    """Images of two tones and noise, so that a discriminator has something to find."""
    where = torch.arange(SIZE)
    stripes = 90 * ((where[:, None] + where) // 2 % 2)
    images = (stripes + torch.randint(0, 160, (UPDATES, BATCH, 1, SIZE, SIZE))).to(torch.uint8)
    draws = [normal(BATCH * i, BATCH, LATENT) for i in range(UPDATES)]
    return {"images": images, "normal": torch.stack(draws)}


torch.manual_seed(0)
torch.set_num_threads(1)
gan, vae = inputs(), inputs()
train_gan(gan, "dense", *dense_gan(), 5e-3, 1e-2, (0.5, 0.999))
train_gan(gan, "convolutions", *conv_gan(False), 5e-3, 1e-2, (0.5, 0.999))
train_gan(gan, "batch-norm-in-both", *conv_gan(True), 5e-3, 1e-2, (0.5, 0.999))
train_vae(vae, "dense", *dense_vae(), 1e-2, (0.9, 0.999))
train_vae(vae, "convolutions", *conv_vae(), 1e-2, (0.9, 0.999))
os.makedirs(FOLDER, exist_ok=True)
for name, tensors in (("gan", gan), ("vae", vae)):
    made = {"made by": f"bench/golden_updates.py, PyTorch {torch.__version__}"}
    save_file(tensors, f"{FOLDER}/{name}.safetensors", made)
    os.chmod(f"{FOLDER}/{name}.safetensors", 0o644)
