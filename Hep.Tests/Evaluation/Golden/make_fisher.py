"""Writes fisher.json: scikit-learn's linear discriminant with equal priors, of correlated observables with whole weights (rows that come several times)."""

import json
import pathlib

import numpy as np
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis


def case(name, seed, n, k, weighted):
    random = np.random.default_rng(seed)
    labels = (random.random(n) < 0.3).astype(int)
    mixing = random.normal(size=(k, k))
    x = random.normal(size=(n, k)) @ mixing + np.outer(labels, random.normal(size=k)) + 10 ** np.arange(k)
    x = x.round(6)
    weights = random.integers(1, 4, n) if weighted else np.ones(n, int)
    fit = LinearDiscriminantAnalysis(solver="lsqr", priors=[0.5, 0.5]).fit(np.repeat(x, weights, 0), np.repeat(labels, weights))
    return {
        "name": name,
        "columns": x.T.tolist(),
        "labels": labels.tolist(),
        "weights": weights.tolist(),
        "coefficients": fit.coef_[0].tolist(),
        "scores": fit.decision_function(x).tolist(),
    }


cases = [case("two observables", 1, 60, 2, False), case("four observables", 2, 80, 4, False), case("four observables with weights", 3, 80, 4, True)]
pathlib.Path(__file__).with_name("fisher.json").write_text(json.dumps({"cases": cases}, indent=1) + "\n")
