"""Writes distances.json: the Frechet and kernel distances of two small samples, by numpy and scipy as jetnet's gen_metrics has the formulas (arXiv:2211.10295)."""

import json
import pathlib

import numpy as np
from scipy import linalg


def frechet(first, second):
    mean = first.mean(0) - second.mean(0)
    one, two = np.cov(first, rowvar=False), np.cov(second, rowvar=False)
    root = linalg.sqrtm(one @ two)
    return float(mean @ mean + np.trace(one) + np.trace(two) - 2 * np.trace(root.real))


def kernel(first, second, degree=4):
    def pairs(x, y):
        return (x @ y.T / x.shape[1] + 1) ** degree

    xx, yy, xy = pairs(first, first), pairs(second, second), pairs(first, second)
    m, n = len(first), len(second)
    return float((xx.sum() - np.trace(xx)) / (m * (m - 1)) + (yy.sum() - np.trace(yy)) / (n * (n - 1)) - 2 * xy.mean())


random = np.random.default_rng(7)
first = np.round(random.normal(size=(40, 3)) @ np.array([[1, 0.3, 0], [0, 1, 0.5], [0, 0, 0.7]]), 6)
second = np.round(random.normal(size=(50, 3)) * [1.2, 0.8, 1] + [0.2, -0.1, 0.4], 6)
out = {
    "first": first.tolist(),
    "second": second.tolist(),
    "mean_first": first.mean(0).tolist(),
    "mean_second": second.mean(0).tolist(),
    "covariance_first": np.cov(first, rowvar=False).tolist(),
    "covariance_second": np.cov(second, rowvar=False).tolist(),
    "frechet": frechet(first, second),
    "kernel": kernel(first, second),
}
pathlib.Path(__file__).with_name("distances.json").write_text(json.dumps(out, indent=1) + "\n")
