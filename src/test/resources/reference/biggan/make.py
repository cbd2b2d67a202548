"""Outputs of BigGAN's blocks, by PyTorch's functions alone and in float64: python make.py > blocks.json

Written from Brock, Donahue and Simonyan 2019 (appendix B), Miyato et al. 2018, Zhang et al. 2019 and Miyato and Koyama 2018. Weights and
inputs are a formula of their name, so that the test can make them too.
"""
import json
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
EMBEDDING = 128


def noise(name, *shape):
    """In [-0.5, 0.5), by whole numbers."""
    seed = sum((k + 1) * ord(c) for k, c in enumerate(name))
    n = torch.Size(shape).numel()
    values = [((i + 1) * (i + seed + 7) % 2147483647 * 1103515245 % 2147483647) / 2147483647 - 0.5 for i in range(n)]
    return torch.tensor(values).float().double().reshape(shape)


def matrix(name, *shape):
    fan = torch.Size(shape[1:]).numel()
    return (noise(name, *shape).float() * (12 / fan) ** 0.5).double()


def spectral(name, w):
    """One step of the power iteration, then W / sigma. Gives u too."""
    m = w.flatten(1)
    with torch.no_grad():
        v = F.normalize(noise(name + ".u", w.shape[0]) @ m, dim=0, eps=1e-6)
        u = F.normalize(m @ v, dim=0, eps=1e-6)
    return w / (u @ m @ v), u


class Net:
    """Layers by name; `train` says whose statistics batch norm takes, `sn` whether weights are spectrally normalised."""

    def __init__(self, train, sn=True, given=None, slope=0.0):
        self.train, self.sn, self.given, self.slope = train, sn, given, slope

    def weight(self, name, *shape):
        w = matrix(name + ".weight", *shape)
        return spectral(name, w)[0] if self.sn else w

    def conv(self, name, x, out, k, bias=True):
        b = 0.2 * noise(name + ".bias", out) if bias else None
        return F.conv2d(x, self.weight(name, out, x.shape[1], k, k), b, padding=k // 2)

    def linear(self, name, x, out, bias=True):
        b = 0.2 * noise(name + ".bias", out) if bias else None
        return F.linear(x, self.weight(name, out, x.shape[1]), b)

    def norm(self, name, x, given=True):
        c = x.shape[1]
        mean, var = 0.3 * noise(name + ".runningMean", c), 1 + 0.5 * noise(name + ".runningVar", c)
        if self.train:
            mean, var = x.mean((0, 2, 3)), x.var((0, 2, 3), unbiased=False)
        x = (x - mean[:, None, None]) / (var[:, None, None] + 1e-5).sqrt()
        if given and self.given is not None:
            gain, bias = (self.linear(f"{name}.{part}", self.given, c, bias=False)[:, :, None, None] for part in ("gain", "bias"))
            return x * (1 + gain) + bias
        return x * (1 + 0.4 * noise(name + ".weight", c))[:, None, None] + (0.2 * noise(name + ".bias", c))[:, None, None]

    def act(self, x):
        return torch.where(x > 0, x, self.slope * x)

    def up(self, name, x, out, size):
        """Figure 15b."""
        grow = lambda t: F.interpolate(t, size=(size, size), mode="nearest")
        h = self.conv(name + "conv1", grow(self.act(self.norm(name + "norm1", x))), out, 3)
        h = self.conv(name + "conv2", self.act(self.norm(name + "norm2", h)), out, 3)
        plain = x.shape[1] == out and x.shape[2] == size
        return h + (x if plain else self.conv(name + "skip", grow(x), out, 1))

    def deep_up(self, name, x, out, size):
        """Figure 16b."""
        grow = lambda t: F.interpolate(t, size=(size, size), mode="nearest")
        mid = x.shape[1] // 4
        h = self.conv(name + "conv1", self.act(self.norm(name + "norm1", x)), mid, 1)
        h = self.conv(name + "conv2", grow(self.act(self.norm(name + "norm2", h))), mid, 3)
        h = self.conv(name + "conv3", self.act(self.norm(name + "norm3", h)), mid, 3)
        h = self.conv(name + "conv4", self.act(self.norm(name + "norm4", h)), out, 1)
        return h + grow(x[:, :out])

    def down(self, name, x, out, halves, first=False):
        """Figure 15c; the shortcut in the order of the figure, convolution before mean."""
        shrink = (lambda t: F.avg_pool2d(t, 2)) if halves else (lambda t: t)
        h = self.conv(name + "conv1", x if first else self.act(x), out, 3)
        h = shrink(self.conv(name + "conv2", self.act(h), out, 3))
        plain = x.shape[1] == out and not halves
        return h + (x if plain else shrink(self.conv(name + "skip", x, out, 1)))

    def deep_down(self, name, x, out, halves):
        """Figure 16c."""
        shrink = (lambda t: F.avg_pool2d(t, 2)) if halves else (lambda t: t)
        mid = out // 4
        h = self.conv(name + "conv1", self.act(x), mid, 1)
        h = self.conv(name + "conv2", self.act(h), mid, 3)
        h = self.conv(name + "conv3", self.act(h), mid, 3)
        h = self.conv(name + "conv4", shrink(self.act(h)), out, 1)
        x = shrink(x)
        return h + (x if x.shape[1] == out else torch.cat([x, self.conv(name + "more", x, out - x.shape[1], 1)], 1))

    def attention(self, name, x):
        n, c, height, width = x.shape
        ask = self.conv(name + "theta", x, max(1, c // 8), 1, bias=False).flatten(2)
        answer = F.max_pool2d(self.conv(name + "phi", x, max(1, c // 8), 1, bias=False), 2).flatten(2)
        seen = F.max_pool2d(self.conv(name + "g", x, max(1, c // 2), 1, bias=False), 2).flatten(2)
        beta = torch.einsum("nci,ncj->nij", ask, answer).softmax(2)
        looked = torch.einsum("nij,ncj->nci", beta, seen).reshape(n, -1, height, width)
        return x + 0.7 * self.conv(name + "out", looked, c, 1, bias=False)

    def generator(self, z, y, deep, ch, sizes, beside, attention, image, slices=None, classes=0):
        """`beside`: blocks of one size before each step up."""
        width = lambda d: ch * min(16, 2 ** d)
        blocks = len(sizes) + sum(beside)
        if classes:
            e = matrix("shared.weight", classes, EMBEDDING)[y]
            parts = [torch.cat([e, z], 1)] * (blocks + 1) if deep else list(z.split(slices, 1))
            first, given = parts[0], [p if deep else torch.cat([e, p], 1) for p in parts[1:]]
        else:
            first, given = z, [None] * blocks
        x = self.linear("input", first, width(len(sizes)) * 16).reshape(len(z), -1, 4, 4)
        layer, block, size = 0, 0, 4
        one = self.deep_up if deep else self.up
        for s, to in enumerate(sizes):
            for j in range(beside[s] + 1):
                last = j == beside[s]
                self.given = given[block]
                x = one(f"blocks.{layer}.", x, width(len(sizes) - s - 1) if last else x.shape[1], to if last else size)
                layer, block = layer + 1, block + 1
            size = to
            if to == attention:
                x = self.attention(f"blocks.{layer}.", x)
                layer += 1
        return torch.tanh(self.conv("output", self.act(self.norm("norm", x, given=False)), image, 3))

    def trunk(self, x, deep, ch, steps, beside, attention):
        """`beside`: blocks of one size behind each step down."""
        width = lambda d: ch * min(16, 2 ** d)
        if deep:
            x = self.conv("trunk.stem", x, ch, 3)
        layer = 0
        for s in range(steps):
            out = width(s + 1) if deep else width(s)
            for j in range(beside[s] + 1):
                name = f"trunk.blocks.{layer}."
                x = self.deep_down(name, x, out, j == 0) if deep else self.down(name, x, out, j == 0, first=layer == 0)
                layer += 1
            if x.shape[2] == attention:
                x = self.attention(f"trunk.blocks.{layer}.", x)
                layer += 1
        if not deep:
            x = self.down(f"trunk.blocks.{layer}.", x, width(steps), False)
        return self.act(x).sum((2, 3))

    def projection(self, h, y, classes):
        e = spectral("head.embed", matrix("head.embed.weight", classes, h.shape[1]))[0][y]
        return self.linear("head.linear", h, 1) + (e * h).sum(1, keepdim=True)


def x(*shape):
    return 4 * noise("x", *shape)


def z(*shape):
    return 4 * noise("z", *shape)


given = 2 * noise("given", 3, 5)
classes = torch.tensor([2, 0, 1])

w = matrix(".weight", 4, 5).requires_grad_()
(F.linear(x(3, 5), spectral("", w)[0]) * noise("times", 3, 4)).sum().backward()

made = {
    "spectral-linear gradient": w.grad,
    "spectral-linear": Net(True).linear("", x(3, 5), 4),
    "spectral-linear u": spectral("", matrix(".weight", 4, 5))[1],
    "spectral-conv": Net(True).conv("", x(3, 2, 4, 4), 3, 3),
    "conditional-norm train": Net(True, given=given).norm("", x(3, 4, 2, 2)),
    "conditional-norm eval": Net(False, given=given).norm("", x(3, 4, 2, 2)),
    "attention": Net(True).attention("", x(3, 8, 5, 5)),
    "up plain train": Net(True).up("", x(3, 6, 4, 4), 4, 7),
    "up conditional eval": Net(False, given=given).up("", x(3, 6, 4, 4), 3, 8),
    "up same size": Net(True, sn=False).up("", x(3, 5, 4, 4), 5, 4),
    "deep up conditional train": Net(True, given=given).deep_up("", x(3, 8, 4, 4), 4, 8),
    "deep up same size": Net(False, sn=False, slope=0.2).deep_up("", x(3, 8, 4, 4), 8, 4),
    "down first": Net(True).down("", x(3, 3, 7, 7), 4, True, first=True),
    "down": Net(True).down("", x(3, 4, 6, 6), 6, True),
    "down wider": Net(True, slope=0.2).down("", x(3, 4, 4, 4), 6, False),
    "down same size": Net(True, sn=False).down("", x(3, 4, 4, 4), 4, False),
    "deep down": Net(True).deep_down("", x(3, 4, 7, 7), 8, True),
    "deep down same size": Net(True, sn=False).deep_down("", x(3, 8, 4, 4), 8, False),
    "generator biggan": Net(False).generator(z(3, 11), classes, False, 4, [8, 16, 28], [0, 0, 0], 16, 1, [5, 2, 2, 2], 3),
    "generator biggan-deep": Net(False).generator(z(3, 6), classes, True, 4, [8, 16, 32, 45], [1, 1, 1, 1], 32, 3, None, 3),
    "generator unconditional": Net(True, sn=False, slope=0.2).generator(z(3, 6), None, False, 4, [8, 16, 32], [1, 1, 0], 0, 3),
    "features biggan": Net(False).trunk(x(3, 1, 28, 28), False, 4, 3, [0, 0, 0], 14),
    "features biggan-deep": Net(False).trunk(x(3, 3, 45, 45), True, 4, 3, [1, 1, 1], 22),
}
net = Net(False)
made["discriminator biggan"] = net.projection(net.trunk(x(3, 1, 28, 28), False, 4, 3, [0, 0, 0], 14), classes, 3)
made["discriminator biggan-deep"] = net.linear("head", made["features biggan-deep"], 1)
made["discriminator of five blocks"] = net.linear("head", net.trunk(x(3, 3, 32, 32), False, 4, 3, [0, 1, 1], 0), 1)

# Of what is large, every 61st number.
kept = {name: {"shape": list(t.shape), "values": [float(f"{v:.7g}") for v in t.flatten()[:: 61 if t.numel() > 800 else 1].tolist()]}
        for name, t in made.items()}
print("{\n" + ",\n".join(f' {json.dumps(n)}: {json.dumps(v)}' for n, v in kept.items()) + "\n}")
