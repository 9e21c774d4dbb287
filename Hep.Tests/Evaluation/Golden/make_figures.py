"""Writes figures.json: figures of merit of scikit-learn and intervals of scipy for small samples.

Run with any Python that has both (the committed file is from scikit-learn 1.2.1 and scipy 1.10.1): python3 make_figures.py
"""
import json
import os

import numpy as np
import scipy
from scipy import stats
from sklearn import __version__
from sklearn.metrics import (
    accuracy_score, auc, average_precision_score, balanced_accuracy_score, class_likelihood_ratios, confusion_matrix, f1_score, jaccard_score,
    log_loss, matthews_corrcoef, precision_recall_curve, precision_score, recall_score, roc_auc_score, top_k_accuracy_score)


def binary(name, rng, n, decimals, weighted):
    y = (rng.random(n) < 0.4).astype(int)
    score = 1 / (1 + np.exp(-(rng.normal(size=n) + 1.2 * y - 0.6)))
    score = score if decimals is None else np.round(score, decimals)
    w = rng.gamma(0.7, 2.0, size=n) if weighted else np.ones(n)
    cut = 0.45
    predicted = (score >= cut).astype(int)
    precision, recall, _ = precision_recall_curve(y, score, sample_weight=w)
    plus, minus = class_likelihood_ratios(y, predicted, sample_weight=w)
    return {
        "name": name,
        "scores": score.tolist(),
        "labels": y.tolist(),
        "weights": w.tolist(),
        "threshold": cut,
        "at_threshold": {
            "tpr": recall_score(y, predicted, sample_weight=w),
            "tnr": recall_score(y, predicted, sample_weight=w, pos_label=0),
            "ppv": precision_score(y, predicted, sample_weight=w),
            "npv": precision_score(y, predicted, sample_weight=w, pos_label=0),
            "lr_plus": plus,
            "lr_minus": minus,
            "threat_score": jaccard_score(y, predicted, sample_weight=w),
            "accuracy": accuracy_score(y, predicted, sample_weight=w),
            "balanced_accuracy": balanced_accuracy_score(y, predicted, sample_weight=w),
            "f1": f1_score(y, predicted, sample_weight=w),
            "mcc": matthews_corrcoef(y, predicted, sample_weight=w),
        },
        "precision": precision.tolist(),
        "recall": recall.tolist(),
        "average_precision": average_precision_score(y, score, sample_weight=w),
        "pr_trapezoid": auc(recall, precision),
        "partial_auc": [[f, roc_auc_score(y, score, sample_weight=w, max_fpr=f)] for f in (0.01, 0.1, 0.37, 0.8)],
    }


def many(name, rng, n, weighted):
    y = rng.choice(4, size=n, p=[0.4, 0.3, 0.2, 0.1])
    logits = rng.normal(size=(n, 4))
    logits[np.arange(n), y] += 1.0
    p = np.exp(logits)
    p /= p.sum(axis=1, keepdims=True)
    w = rng.gamma(0.7, 2.0, size=n) if weighted else np.ones(n)
    predicted = p.argmax(axis=1)
    averages = {}
    for average in ("macro", "micro", "weighted"):
        averages[average] = {
            "tpr": recall_score(y, predicted, sample_weight=w, average=average),
            "ppv": precision_score(y, predicted, sample_weight=w, average=average),
            "f1": f1_score(y, predicted, sample_weight=w, average=average),
            "threat_score": jaccard_score(y, predicted, sample_weight=w, average=average),
        }
    golden = {
        "name": name,
        "scores": p.ravel().tolist(),
        "labels": y.tolist(),
        "weights": w.tolist(),
        "confusion": {
            mode: confusion_matrix(y, predicted, sample_weight=w, normalize=mode).tolist() for mode in ("true", "pred", "all")
        },
        "averages": averages,
        "accuracy": accuracy_score(y, predicted, sample_weight=w),
        "mcc": matthews_corrcoef(y, predicted, sample_weight=w),
        "log_loss": log_loss(y, p, sample_weight=w),
        "top": [top_k_accuracy_score(y, p, k=k, sample_weight=w) for k in (1, 2, 3)],
        "ovr_macro": roc_auc_score(y, p, multi_class="ovr", average="macro", sample_weight=w),
        "ovr_weighted": roc_auc_score(y, p, multi_class="ovr", average="weighted", sample_weight=w),
    }
    if not weighted:
        golden["ovo_macro"] = roc_auc_score(y, p, multi_class="ovo", average="macro")
        golden["ovo_weighted"] = roc_auc_score(y, p, multi_class="ovo", average="weighted")
    return golden


def interval(k, n, level):
    tail = (1 - level) / 2
    wilson = stats.binomtest(k, n).proportion_ci(level, method="wilson")
    return {
        "k": k,
        "n": n,
        "level": level,
        "wilson": [wilson.low, wilson.high],
        # binomtest's own "exact" is a root found to 2e-12 only.
        "exact": [0.0 if k == 0 else stats.beta.ppf(tail, k, n - k + 1), 1.0 if k == n else stats.beta.isf(tail, k + 1, n - k)],
        "jeffreys": [
            0.0 if k == 0 else stats.beta.ppf(tail, k + 0.5, n - k + 0.5),
            1.0 if k == n else stats.beta.isf(tail, k + 0.5, n - k + 0.5),
        ],
    }


rng = np.random.default_rng(2015)
golden = {
    "made_with": f"scikit-learn {__version__}, numpy {np.__version__}, scipy {scipy.__version__}",
    "binary": [
        binary("unweighted", rng, 120, None, False),
        binary("weighted", rng, 150, None, True),
        binary("weighted, many ties", rng, 200, 1, True),
    ],
    "many": [many("four classes", rng, 160, False), many("four classes, weighted", rng, 160, True)],
    "intervals": [
        interval(k, n, level)
        for level in (0.6826894921370859, 0.95)
        for k, n in ((0, 10), (1, 10), (5, 10), (10, 10), (37, 200), (199, 200), (3, 1000000))
    ],
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "figures.json"), "w") as out:
    json.dump(golden, out)
    out.write("\n")
