"""FID of 10,000 x 2048 features by Ganvas and by SciPy's matrix root, in turn, three times each: values, seconds, ratio.

    python3 -m venv V && V/bin/pip install numpy scipy
    V/bin/python bench/fid.py [--threads N]

Nothing else may run meanwhile. The peer is what pytorch-fid does once it has features: numpy.cov of both, scipy.linalg.sqrtm
of their product. Features are squares of normal numbers: none negative, as those of Inception's last pooling.
"""
import argparse
import os
import statistics
import subprocess
import tempfile
import time

p = argparse.ArgumentParser()
p.add_argument("--threads", type=int, default=os.cpu_count())
threads = p.parse_args().threads
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = str(threads)

import numpy as np                  # noqa: E402  after the number of threads is set
import scipy.linalg                 # noqa: E402

N, FEATURES, ROUNDS = 10_000, 2048, 3
HOME = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")


def fid(x, y):
    s1, s2 = np.cov(x, rowvar=False), np.cov(y, rowvar=False)
    root = scipy.linalg.sqrtm(s1 @ s2)
    return ((x.mean(0) - y.mean(0)) ** 2).sum() + np.trace(s1) + np.trace(s2) - 2 * np.trace(root.real)


def ours(folder):
    java = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
    out = subprocess.run([java, "--enable-native-access=ALL-UNNAMED", "-cp", "target/ganvas.jar", "bench/FidBench.java",
                          f"{folder}/real", f"{folder}/fake", str(threads)], cwd=HOME, check=True, capture_output=True, text=True).stdout
    lines = [line.split() for line in out.splitlines()]
    return float(lines[-1][0]), statistics.median(float(seconds) for _, seconds in lines)


random = np.random.default_rng(0)
real = random.standard_normal((N, FEATURES)) ** 2
fake = 1.1 * random.standard_normal((N, FEATURES)) ** 2
with tempfile.TemporaryDirectory() as folder:
    real.tofile(f"{folder}/real")
    fake.tofile(f"{folder}/fake")
    ratios = []
    for _ in range(ROUNDS):
        value, seconds = ours(folder)
        start = time.perf_counter()
        expected = fid(real, fake)
        theirs = time.perf_counter() - start
        ratios.append(theirs / seconds)
        print(f"ganvas {value:.6f} in {seconds:.2f} s, scipy {expected:.6f} in {theirs:.2f} s, ratio {ratios[-1]:.2f}", flush=True)
print(f"median ratio {statistics.median(ratios):.2f}")
