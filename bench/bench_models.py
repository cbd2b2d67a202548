"""The models that bench/speed compares, and the settings they have there. Needs nothing but Python."""

# BigGAN as Hinrichsen 2023 has it takes minutes a step on two cores: small channels, pictures of 32 × 32 in colour.
SMALL = {"channels": 16, "batch": 64, "resolution": 32, "image-channels": 3}

# name: (settings, channels of the pictures, their height and width in the dataset)
MODELS = {
    "tanwar-2023/gan-base": ({}, 1, 28),
    "tanwar-2023/gan-batchnorm": ({}, 1, 28),
    "tanwar-2023/gan-tanh": ({}, 1, 28),
    "tanwar-2023/vae-base": ({}, 1, 28),
    "tanwar-2023/vae-latent4": ({}, 1, 28),
    "khanna-2020/gan": ({}, 1, 28),
    "khanna-2020/vae": ({}, 1, 28),
    "ali-2020/gan": ({}, 1, 28),
    "gaikwad-2020/dense-gan": ({}, 1, 28),
    "gaikwad-2020/dense-gan-deep": ({}, 1, 28),
    "gaikwad-2020/cnn-gan": ({}, 1, 28),
    "gaikwad-2020/dense-vae": ({}, 1, 28),
    "gaikwad-2020/cnn-vae": ({}, 1, 28),
    "hinrichsen-2023/biggan": (SMALL, 3, 32),
    "hinrichsen-2023/biggan-deep": (SMALL, 3, 32),
    "hinrichsen-2023/vae-biggan": (SMALL, 3, 32),
    "hinrichsen-2023/vae-biggan-deep": (SMALL, 3, 32),
}

# Every other model of the zoo, and why it needs no row of its own.
OMITTED = {
    "tanwar-2023/vae-beta": "vae-base with another weight on a term of its loss",
    "khanna-2020/gan-vanishing": "gan with another loss, no dropout and five steps of its discriminator",
    "ali-2020/gan-notebook": "gan on pixels of another range, with another decay of Adam's first moment",
    "ali-2020/vae": "khanna-2020/vae under another paper's name",
    "dcgan": "of no paper's comparison, and not written in PyTorch yet; ali-2020/gan has the same kinds of layers",
    "conv-vae": "of no paper's comparison, and not written in PyTorch yet; its layers are dcgan's",
    "resnet-vae": "of no paper's comparison, and not written in PyTorch yet; hinrichsen-2023/vae-biggan has such blocks",
    "larsen-2016/vae-gan": "not written in PyTorch yet: the comparison is of plain GANs and VAEs",
}

# One of each kind, in about half an hour; --models all takes them all.
DEFAULT = ["tanwar-2023/gan-base", "tanwar-2023/vae-latent4", "khanna-2020/gan", "khanna-2020/vae", "ali-2020/gan", "gaikwad-2020/cnn-gan",
           "gaikwad-2020/cnn-vae", "hinrichsen-2023/biggan-deep"]

# Linear layers alone: a layout of pictures is nothing to them.
DENSE = ["khanna-2020/gan", "khanna-2020/vae", "gaikwad-2020/dense-gan", "gaikwad-2020/dense-gan-deep", "gaikwad-2020/dense-vae"]

# Written for Keras too, and for Deeplearning4j.
KERAS = ["tanwar-2023/gan-base", "tanwar-2023/vae-latent4", "khanna-2020/gan", "khanna-2020/vae"]
DL4J = ["khanna-2020/vae"]
DL4J_VERSION = "Deeplearning4j 1.0.0-M2.1"


def step_multiply_adds(family, forward, first, d_steps):
    """Multiply-adds of a training step for each image shown, of linear layers and convolutions by their definition.

    A pass forward takes F, the gradients by the weights F, those by the input F less the first layer's share where the input is data.

    GAN, k steps of D before one of G, k batches shown: k times (G forward; D forward on real and on generated images; back through both) and once
    (D forward; back through D to its input alone; back through G). VAE: encoder and decoder forward, and back through both.

    forward: multiply-adds of a network's pass forward, by its name; first: those of its layers that take the network's input.
    """
    if family == "gan":
        g, d = forward["generator"], forward["discriminator"]
        of_d = g + 2 * d + 2 * (2 * d - first["discriminator"])
        of_g = d + d + (2 * g - first["generator"])
        return (d_steps * of_d + of_g) / d_steps
    return 3 * (forward["encoder"] + forward["decoder"]) - first["encoder"]
