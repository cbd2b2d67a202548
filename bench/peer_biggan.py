"""The networks of BigGAN and BigGAN-deep (Brock et al. 2019, figures 15 and 16) at 32 × 32 without classes and attention, as in Ganvas's zoo."""
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils.parametrizations import spectral_norm

STEPS = (8, 16, 32)  # sizes on the way up from 4 × 4; down they are 16, 8, 4


def conv(i, o, k, spectral):
    layer = nn.Conv2d(i, o, k, 1, k // 2)
    return spectral_norm(layer, eps=1e-6) if spectral else layer


def linear(i, o, spectral):
    layer = nn.Linear(i, o)
    return spectral_norm(layer, eps=1e-6) if spectral else layer


def normed(norm, x):
    return F.relu(norm(x), inplace=True)


class Up(nn.Module):
    """[N, i, H, W] → [N, o, H·scale, W·scale]."""

    def __init__(self, i, o, scale, spectral):
        super().__init__()
        self.scale = scale
        self.norm1, self.norm2 = nn.BatchNorm2d(i), nn.BatchNorm2d(o)
        self.conv1, self.conv2 = conv(i, o, 3, spectral), conv(o, o, 3, spectral)
        self.skip = conv(i, o, 1, spectral) if i != o or scale > 1 else None

    def forward(self, x):
        h = self.conv1(resized(normed(self.norm1, x), self.scale))
        h = self.conv2(normed(self.norm2, h))
        x = resized(x, self.scale)
        return h.add_(x if self.skip is None else self.skip(x))


class DeepUp(nn.Module):
    """A bottleneck of a quarter of the channels; the shortcut drops what is too many."""

    def __init__(self, i, o, scale, spectral):
        super().__init__()
        hidden = i // 4
        self.out, self.scale = o, scale
        self.norm1, self.norm2, self.norm3, self.norm4 = nn.BatchNorm2d(i), *(nn.BatchNorm2d(hidden) for _ in range(3))
        self.conv1, self.conv4 = conv(i, hidden, 1, spectral), conv(hidden, o, 1, spectral)
        self.conv2, self.conv3 = conv(hidden, hidden, 3, spectral), conv(hidden, hidden, 3, spectral)

    def forward(self, x):
        h = self.conv1(normed(self.norm1, x))
        h = self.conv2(resized(normed(self.norm2, h), self.scale))
        h = self.conv3(normed(self.norm3, h))
        h = self.conv4(normed(self.norm4, h))
        return h.add_(resized(x[:, :self.out], self.scale))


def resized(x, scale):
    return F.interpolate(x, scale_factor=float(scale)) if scale > 1 else x


class Down(nn.Module):
    """[N, i, H, W] → [N, o, H/2, W/2], or H and W stay. The first takes an image, which no activation is to cut."""

    def __init__(self, i, o, first, halves, spectral):
        super().__init__()
        self.first, self.halves = first, halves
        self.conv1, self.conv2 = conv(i, o, 3, spectral), conv(o, o, 3, spectral)
        self.skip = conv(i, o, 1, spectral) if i != o or halves else None

    def forward(self, x):
        h = self.conv1(x if self.first else F.relu(x))
        h = halved(self.conv2(F.relu(h, inplace=True)), self.halves)
        x = halved(x, self.halves)
        return h.add_(x if self.skip is None else self.skip(x))


class DeepDown(nn.Module):
    """A bottleneck of a quarter of the channels; the shortcut gets what is missing by a 1 × 1 convolution."""

    def __init__(self, i, o, halves, spectral):
        super().__init__()
        hidden = o // 4
        self.halves = halves
        self.conv1, self.conv4 = conv(i, hidden, 1, spectral), conv(hidden, o, 1, spectral)
        self.conv2, self.conv3 = conv(hidden, hidden, 3, spectral), conv(hidden, hidden, 3, spectral)
        self.more = conv(i, o - i, 1, spectral) if i != o else None

    def forward(self, x):
        h = self.conv1(F.relu(x))
        h = self.conv2(F.relu(h, inplace=True))
        h = self.conv3(F.relu(h, inplace=True))
        h = self.conv4(halved(F.relu(h, inplace=True), self.halves))
        x = halved(x, self.halves)
        return h.add_(x if self.more is None else torch.cat([x, self.more(x)], 1))


def halved(x, halves):
    return F.avg_pool2d(x, 2) if halves else x


class SumPool(nn.Module):
    """[N, C, H, W] → [N, C], after an activation."""

    def forward(self, x):
        return F.relu(x).sum((2, 3))


def generator(deep, channels, z, spectral):
    """[N, z] → [N, 3, 32, 32]."""
    widths = [channels << len(STEPS) - i for i in range(len(STEPS) + 1)]
    blocks = []
    for i, o in zip(widths, widths[1:]):
        blocks += [DeepUp(i, i, 1, spectral), DeepUp(i, o, 2, spectral)] if deep else [Up(i, o, 2, spectral)]
    return nn.Sequential(linear(z, widths[0] * 16, spectral), nn.Unflatten(1, (widths[0], 4, 4)), *blocks, nn.BatchNorm2d(channels),
                         nn.ReLU(inplace=True), conv(channels, 3, 3, spectral), nn.Tanh())


def discriminator(deep, channels, outputs, spectral):
    """[N, 3, 32, 32] → [N, outputs]."""
    blocks = [conv(3, channels, 3, spectral)] if deep else []
    for i in range(len(STEPS)):
        if deep:
            blocks += [DeepDown(channels << i, channels << i + 1, True, spectral), DeepDown(channels << i + 1, channels << i + 1, False, spectral)]
        else:
            blocks.append(Down(3 if i == 0 else channels << i - 1, channels << i, i == 0, True, spectral))
    if not deep:
        blocks.append(Down(channels << 2, channels << 3, False, False, spectral))
    return nn.Sequential(*blocks, SumPool(), linear(channels << 3, outputs, spectral))
