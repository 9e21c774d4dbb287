"""Writes anomaly.json: detectors of anomalies by scikit-learn on standardised features, and the distance correlation by its definition."""

import json
import pathlib

import numpy as np
from sklearn.covariance import EmpiricalCovariance
from sklearn.decomposition import PCA
from sklearn.ensemble import IsolationForest
from sklearn.mixture import GaussianMixture
from sklearn.neighbors import NearestNeighbors

random = np.random.default_rng(1)
mixing = random.normal(size=(4, 4))


def sample(count):
    blobs = random.integers(0, 2, count)[:, None] * np.array([2.0, -1.0, 0.5, 3.0])
    return ((random.normal(size=(count, 4)) @ mixing + blobs) * [1, 10, 100, 0.1] + [0, 50, -300, 1]).round(6)


train, test = sample(240), sample(40)
test[:5] += [5, 40, -500, 0.7]
mean, spread = train.mean(0), train.std(0)
x, y = (train - mean) / spread, (test - mean) / spread

pca = PCA(2, svd_solver="full").fit(x)
rebuilt = pca.inverse_transform(pca.transform(y))

mixtures = []
for weights in (np.ones(240, int), random.integers(1, 4, 240)):
    start = {"weights": [0.4, 0.6], "means": [x[0].tolist(), x[1].tolist()]}
    fit = GaussianMixture(2, tol=1e-7, reg_covar=0, max_iter=500, weights_init=start["weights"], means_init=start["means"], precisions_init=[np.eye(4), np.eye(4)])
    fit.fit(np.repeat(x, weights, 0))
    mixtures.append({
        "sample_weights": weights.tolist(), **start, "steps": fit.n_iter_, "log_likelihood": fit.lower_bound_, "fitted_weights": fit.weights_.tolist(),
        "fitted_means": fit.means_.tolist(), "fitted_covariances": fit.covariances_.tolist(), "log_densities": fit.score_samples(y).tolist(),
    })

forests = np.array([-IsolationForest(n_estimators=1000, max_samples=128, random_state=seed).fit(x).score_samples(y) for seed in range(4)])


def distance_correlation(a, b, w):
    w = w / w.sum()
    distances = [np.abs(v[:, None] - v[None, :]) for v in (a, b)]
    centred = [d - (d @ w)[:, None] - (w @ d)[None, :] + w @ d @ w for d in distances]
    product = lambda p, q: w @ (p * q) @ w
    return np.sqrt(product(*centred) / np.sqrt(product(centred[0], centred[0]) * product(centred[1], centred[1])))


pairs = []
for name, a, b in (
    ("a parabola", random.normal(size=60), None),
    ("independent", random.normal(size=60), random.exponential(size=60)),
    ("with ties", random.integers(0, 4, 60).astype(float), random.integers(0, 3, 60).astype(float)),
):
    a = a.round(6)
    b = (a * a if b is None else b).round(6)
    weights = random.random(60).round(6)
    pairs.append({
        "name": name, "first": a.tolist(), "second": b.tolist(), "weights": weights.tolist(),
        "even": distance_correlation(a, b, np.ones(60)), "weighted": distance_correlation(a, b, weights),
    })

golden = {
    "train": train.tolist(),
    "test": test.tolist(),
    "pca": {"variances": (pca.explained_variance_ * 239 / 240).tolist(), "scores": ((y - rebuilt) ** 2).mean(1).tolist(), "features": ((y - rebuilt) ** 2).tolist()},
    "neighbours": NearestNeighbors(n_neighbors=5).fit(x).kneighbors(y)[0].tolist(),
    "mahalanobis": EmpiricalCovariance().fit(train).mahalanobis(test).tolist(),
    "mixtures": mixtures,
    "forest": {"mean": forests.mean(0).tolist(), "spread": forests.std(0, ddof=1).tolist()},
    "distance_correlations": pairs,
}
pathlib.Path(__file__).with_name("anomaly.json").write_text(json.dumps(golden) + "\n")
