"""Writes calibration.json: what scikit-learn and scipy say of small samples of logits.

Run with any Python that has scikit-learn and scipy (the committed file is from 1.2.1 and 1.10.1): python3 make_calibration.py
"""
import json
import os

import numpy as np
import scipy
from scipy.optimize import minimize
from scipy.special import expit, log_softmax
from sklearn import __version__
from sklearn.calibration import _sigmoid_calibration, calibration_curve
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import brier_score_loss, log_loss


def sample(rng, n, weighted, decimals):
    y = (rng.random(n) < 0.45).astype(int)
    z = np.round(2.5 * (rng.normal(size=n) + 1.3 * y - 0.5), decimals)
    w = rng.gamma(0.7, 2.0, size=n) if weighted else np.ones(n)
    return z, y, w


def smallest(loss, start):
    """The minimum of a smooth loss, to the rounding of its gradient: BFGS, started again from where it stopped."""
    best = np.array(start, float)
    for _ in range(5):
        best = minimize(loss, best, method="BFGS", jac=None, options={"gtol": 1e-12}).x
        best = minimize(loss, best, method="Nelder-Mead", options={"xatol": 1e-13, "fatol": 1e-16, "maxiter": 20000}).x
    return best


def curve(y, p, bins, strategy):
    true, predicted = calibration_curve(y, p, n_bins=bins, strategy=strategy)
    return {"bins": bins, "frequency": true.tolist(), "probability": predicted.tolist()}


def case(name, rng, n, weighted, decimals):
    z, y, w = sample(rng, n, weighted, decimals)
    p = expit(z)
    grid = np.linspace(z.min() - 1, z.max() + 1, 101)
    isotonic = IsotonicRegression(out_of_bounds="clip").fit(z, y, sample_weight=w)
    a, b = _sigmoid_calibration(z, y, w if weighted else None)

    def nll(logit):
        return float(np.sum(w * (np.logaddexp(0, logit) - y * logit)) / np.sum(w))

    def beta(t):
        return nll(-t[0] * np.logaddexp(0, -z) + t[1] * np.logaddexp(0, z) + t[2])

    best_beta = smallest(beta, [1, 1, 0])
    return {
        "name": name,
        "logits": z.tolist(),
        "labels": y.tolist(),
        "weights": w.tolist(),
        "brier": brier_score_loss(y, p, sample_weight=w),
        "log_loss": log_loss(y, p, sample_weight=w),
        "uniform": [curve(y, p, bins, "uniform") for bins in (5, 15)],
        "quantile": [curve(y, p, bins, "quantile") for bins in (5, 15)],
        "grid": grid.tolist(),
        "isotonic": isotonic.predict(grid).tolist(),
        "isotonic_x": isotonic.X_thresholds_.tolist(),
        "isotonic_y": isotonic.y_thresholds_.tolist(),
        "platt": [-a, -b],
        "temperature": float(1 / smallest(lambda t: nll(z * t[0]), [1])[0]),
        "beta": best_beta.tolist(),
        "beta_loss": beta(best_beta),
    }


def classes(rng, n, count):
    y = rng.integers(0, count, n)
    z = 2.0 * (rng.normal(size=(n, count)) + 1.5 * np.eye(count)[y]) + np.linspace(-0.5, 0.7, count)
    w = rng.gamma(2.0, 1.0, size=n)

    def nll(logits):
        return float(-np.sum(w * log_softmax(logits, axis=1)[np.arange(n), y]) / np.sum(w))

    def vector(t):
        return nll(z * t[:count] + np.append(t[count:], 0))

    best = smallest(vector, [1] * count + [0] * (count - 1))
    offsets = np.append(best[count:], 0)
    return {
        "logits": z.ravel().tolist(),
        "labels": y.tolist(),
        "weights": w.tolist(),
        "temperature": float(1 / smallest(lambda t: nll(z * t[0]), [1])[0]),
        "factors": best[:count].tolist(),
        "offsets": (offsets - offsets.mean()).tolist(),
        "loss": vector(best),
    }


# One less than the number of events is prime: no percentile falls onto an event, where the rounding of the percentile would decide.
rng = np.random.default_rng(1706)
golden = {
    "made_with": f"scikit-learn {__version__}, scipy {scipy.__version__}, numpy {np.__version__}",
    "binary": [
        case("unweighted", rng, 150, False, 6),
        case("weighted", rng, 164, True, 6),
        case("weighted, many ties", rng, 200, True, 0),
    ],
    "classes": classes(rng, 200, 3),
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "calibration.json"), "w") as out:
    json.dump(golden, out)
    out.write("\n")
