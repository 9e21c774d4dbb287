"""Writes metrics.json: scikit-learn's figures for small weighted samples with ties.

Run with any Python that has scikit-learn (the committed file is from 1.2.1): python3 make_metrics.py
"""
import json
import os

import numpy as np
from sklearn import __version__
from sklearn.metrics import brier_score_loss, confusion_matrix, log_loss, roc_auc_score, roc_curve


def case(name, rng, n, rounding, weighted, single_precision=False):
    y = rng.random(n) < 0.4
    score = 1 / (1 + np.exp(-(rng.normal(size=n) + 1.2 * y - 0.6)))
    if rounding is not None:
        score = np.round(score, rounding)
    if single_precision:
        score = score.astype(np.float32).astype(np.float64)
    w = rng.gamma(0.7, 2.0, size=n) if weighted else np.ones(n)
    fpr, tpr, thresholds = roc_curve(y, score, sample_weight=w, drop_intermediate=False)
    cut = 0.5
    return {
        "name": name,
        "scores": score.tolist(),
        "labels": y.astype(int).tolist(),
        "weights": w.tolist(),
        "fpr": fpr.tolist(),
        "tpr": tpr.tolist(),
        "thresholds": thresholds[1:].tolist(),
        "auc": roc_auc_score(y, score, sample_weight=w),
        "log_loss": log_loss(y, score, sample_weight=w),
        "brier": brier_score_loss(y, score, sample_weight=w),
        "threshold": cut,
        "confusion": confusion_matrix(y, score >= cut, sample_weight=w).tolist(),
    }


def multiclass(rng, n):
    truth = rng.integers(0, 4, n)
    predicted = np.where(rng.random(n) < 0.6, truth, rng.integers(0, 4, n))
    w = rng.normal(1.0, 1.0, n)
    return {
        "truth": truth.tolist(),
        "predicted": predicted.tolist(),
        "weights": w.tolist(),
        "confusion": confusion_matrix(truth, predicted, sample_weight=w).tolist(),
    }


rng = np.random.default_rng(2014)
golden = {
    "made_with": f"scikit-learn {__version__}, numpy {np.__version__}",
    "binary": [
        case("unweighted", rng, 120, None, False),
        case("weighted", rng, 150, None, True),
        case("weighted, many ties", rng, 200, 1, True),
        case("unweighted, two decimals", rng, 150, 2, False),
        case("single precision", rng, 150, None, True, single_precision=True),
    ],
    "multiclass": multiclass(rng, 150),
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "metrics.json"), "w") as out:
    json.dump(golden, out)
    out.write("\n")
