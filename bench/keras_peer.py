"""Keras 3 on TensorFlow, with steps compiled by tf.function, on the layers, batches and losses of some models of Ganvas's zoo: see peer.py.

    python3 -m venv K && K/bin/pip install tensorflow-cpu keras
    K/bin/python bench/keras_peer.py khanna-2020/vae [--xla] [--bf16] [--threads N] [--seconds S]

Keras pads a stride of 2 on one side more than PyTorch does; sizes and work are the same.
"""
import argparse
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras
import tensorflow as tf
from keras import layers

import timing
from bench_models import KERAS


def leaky():
    return layers.LeakyReLU(negative_slope=0.2)


def conv(channels, kernel, stride, **more):
    return layers.Conv2D(channels, kernel, stride, padding="same", **more)


def up(channels, kernel, stride, **more):
    return layers.Conv2DTranspose(channels, kernel, stride, padding="same", **more)


def exact(units):
    """A last dense layer whose output is float32 whatever the policy."""
    return layers.Dense(units, dtype="float32")


def khanna_gan(function):
    g = keras.Sequential([keras.Input((128,)), *(layer for width in (256, 512, 1024) for layer in (layers.Dense(width), leaky())),
                          layers.Dense(784, "tanh"), layers.Reshape((28, 28, 1), dtype="float32")])
    d = keras.Sequential([keras.Input((28, 28, 1)), layers.Flatten(),
                          *(layer for width in (1024, 512, 256) for layer in (layers.Dense(width), leaky(), layers.Dropout(0.3))), exact(1)])
    return gan(function, g, d, 128)


def tanwar_gan(function):
    g = keras.Sequential([keras.Input((100,)), layers.Dense(12544), leaky(), layers.Reshape((7, 7, 256)), up(128, 5, 1), leaky(), up(64, 5, 2), leaky(),
                          up(1, 5, 2, activation="sigmoid", dtype="float32")])
    d = keras.Sequential([keras.Input((28, 28, 1)), conv(64, 5, 2), leaky(), layers.Dropout(0.3), conv(128, 5, 2), leaky(), layers.Dropout(0.3),
                          layers.Flatten(), exact(1)])
    return gan(function, g, d, 100)


def khanna_vae(function):
    encoder = keras.Sequential([keras.Input((28, 28, 1)), layers.Flatten(), layers.Dense(512, "relu"), layers.Dense(256, "relu"), exact(4)])
    decoder = keras.Sequential([keras.Input((2,)), layers.Dense(256, "relu"), layers.Dense(512, "relu"), exact(784),
                                layers.Reshape((28, 28, 1), dtype="float32")])
    return vae(function, encoder, decoder, 1e-3, 100)


def tanwar_vae(function):
    encoder = keras.Sequential([keras.Input((28, 28, 1)), conv(32, 3, 2, activation="relu"), conv(64, 3, 2, activation="relu"), layers.Flatten(),
                                layers.Dense(16, "relu"), exact(8)])
    decoder = keras.Sequential([keras.Input((4,)), layers.Dense(3136, "relu"), layers.Reshape((7, 7, 64)), up(64, 3, 2, activation="relu"),
                                up(32, 3, 2, activation="relu"), up(1, 3, 1, dtype="float32")])
    return vae(function, encoder, decoder, 2e-4, 256)


def gan(function, g, d, latent, batch=256, rate=2e-4):
    """One update of D, which sees both kinds of images at once where it has no batch norm, one of G, and the images that they take; the networks."""
    mixes = any(isinstance(layer, layers.BatchNormalization) for layer in d.layers)
    g_opt, d_opt = keras.optimizers.Adam(rate, 0.5, 0.999), keras.optimizers.Adam(rate, 0.5, 0.999)
    g_opt.build(g.trainable_variables)
    d_opt.build(d.trainable_variables)
    real = tf.random.uniform((batch, 28, 28, 1))

    def bce(logits, target):
        return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(tf.fill(tf.shape(logits), target), logits))

    @function
    def step():
        with tf.GradientTape() as tape:
            fake = g(tf.random.normal((batch, latent)), training=True)
            with tape.stop_recording():
                with tf.GradientTape() as of_d:
                    if mixes:
                        on_real, on_fake = d(real, training=True), d(fake, training=True)
                    else:
                        on_real, on_fake = tf.split(d(tf.concat([real, fake], 0), training=True), 2)
                    loss = bce(on_real, 1.0) + bce(on_fake, 0.0)
                d_opt.apply(of_d.gradient(loss, d.trainable_variables), d.trainable_variables)
            fooled = bce(d(fake, training=True), 1.0)
        g_opt.apply(tape.gradient(fooled, g.trainable_variables), g.trainable_variables)
        return fooled
    return step, batch, (g, d)


def vae(function, encoder, decoder, rate, batch):
    variables = encoder.trainable_variables + decoder.trainable_variables
    optimizer = keras.optimizers.Adam(rate, 0.9, 0.999)
    optimizer.build(variables)
    x = tf.random.uniform((batch, 28, 28, 1))

    @function
    def step():
        with tf.GradientTape() as tape:
            mean, log_variance = tf.split(encoder(x, training=True), 2, 1)
            z = mean + tf.exp(log_variance / 2) * tf.random.normal(tf.shape(mean))
            kl = -0.5 * tf.reduce_sum(1 + log_variance - mean * mean - tf.exp(log_variance))
            reconstruction = tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(x, decoder(z, training=True)))
            loss = (reconstruction + kl) / batch
        optimizer.apply(tape.gradient(loss, variables), variables)
        return loss
    return step, batch, (encoder, decoder)


MODELS = {"tanwar-2023/gan-base": tanwar_gan, "tanwar-2023/vae-latent4": tanwar_vae, "khanna-2020/gan": khanna_gan, "khanna-2020/vae": khanna_vae}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("model", choices=KERAS, metavar="MODEL", help=", ".join(KERAS))
    parser.add_argument("--xla", action="store_true", help="the step is compiled by XLA")
    parser.add_argument("--bf16", action="store_true", help="Keras's policy mixed_bfloat16")
    parser.add_argument("--threads", type=int, help="default: TensorFlow's own")
    timing.arguments(parser)
    parser.add_argument("--count", action="store_true", help="parameters instead of speed")
    o = parser.parse_args()
    if o.threads:
        tf.config.threading.set_intra_op_parallelism_threads(o.threads)
        tf.config.threading.set_inter_op_parallelism_threads(o.threads)
    if o.bf16:
        keras.mixed_precision.set_global_policy("mixed_bfloat16")
    step, images, networks = MODELS[o.model](tf.function(jit_compile=o.xla))
    if o.count:
        return timing.tell({"parameters": [sum(int(tf.size(v)) for v in n.trainable_variables) for n in networks]})
    # The step's result is asked for: a step that was only begun does not count.
    timing.measure(lambda: step().numpy(), images, o, "Keras %s, TensorFlow %s, Python %s" % (keras.__version__, tf.__version__, sys.version.split()[0]))


if __name__ == "__main__":
    main()
