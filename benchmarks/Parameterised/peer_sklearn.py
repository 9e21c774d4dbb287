#!/usr/bin/python3
"""peer_sklearn.py FILE   areas under the ROC curve of a dedicated classifier at each mass; FILE by `hep simulate resonance`.

HistGradientBoostingClassifier, 150 trees of 24 leaves, rate 0.08, classes of equal weight; trained on the events of even number,
quoted on those of odd number: signal of one mass against all background. Beside it, the area of the reconstructed mass
alone (likelihood ratio of histograms), and the largest expected significance of a cut on the score (Asimov, 10 background events at least).
"""
import sys

import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score

events = pd.read_csv(sys.argv[1])
features = events.columns[1:28]
training = events["event"].to_numpy() % 2 == 0
label = (events["label"] == "signal").to_numpy().astype(int)
edges = np.linspace(200, 3000, 141)


def asimov(s, b):
    return np.sqrt(2 * ((s + b) * np.log1p(s / b) - s))


print("| mass | AUC, all features | AUC, `m_wwbb` alone | best significance | without a cut |\n| --- | --- | --- | --- | --- |")
for mass in sorted(events.loc[label == 1, "mass"].unique()):
    chosen = (label == 0) | (events["mass"] == mass).to_numpy()
    train, test = chosen & training, chosen & ~training
    y = label[train]
    balance = np.where(y == 1, (y == 0).sum() / (y == 1).sum(), 1.0)
    peer = HistGradientBoostingClassifier(max_iter=150, learning_rate=0.08, max_leaf_nodes=24, min_samples_leaf=100, early_stopping=False, random_state=1)
    peer.fit(events.loc[train, features], y, sample_weight=balance)
    score = peer.predict_proba(events.loc[test, features])[:, 1]

    fitted, seen = events.loc[train, "m_wwbb"], events.loc[test, "m_wwbb"]
    ratio = (np.histogram(fitted[y == 1], edges)[0] + 0.5) / (np.histogram(fitted[y == 0], edges)[0] + 0.5)
    alone = ratio[np.clip(np.digitize(seen, edges) - 1, 0, len(ratio) - 1)]

    y, w = label[test], events.loc[test, "weight"].to_numpy()
    w = np.where(y == 1, w * 100 / w[y == 1].sum(), w * 10_000 / w[y == 0].sum())
    order = np.argsort(-score)
    s, b = np.cumsum((w * y)[order]), np.cumsum((w * (1 - y))[order])
    best = asimov(s[b > 10], b[b > 10]).max()
    print(f"| {mass:.0f} | {roc_auc_score(y, score):.4f} | {roc_auc_score(y, alone):.4f} | {best:.1f} | {asimov(s[-1], b[-1]):.1f} |", flush=True)
