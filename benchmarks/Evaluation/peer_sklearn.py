#!/usr/bin/python3
"""peer_sklearn.py FILE   answers one line on standard input (a figure) with its value, the seconds that scikit-learn took, and
those of processor time.

FILE holds scores, labels (0 or 1) and weights of N events, 3 N float64 one array after the other. The program race starts it.
"""
import sys
import time

import numpy as np
from sklearn.metrics import average_precision_score, confusion_matrix, precision_recall_curve, roc_auc_score, roc_curve

scores, labels, weights = np.fromfile(sys.argv[1]).reshape(3, -1)
labels = labels.astype(np.int64)
figures = {
    "roc": lambda: roc_curve(labels, scores, sample_weight=weights)[0][-1],
    "auc": lambda: roc_auc_score(labels, scores, sample_weight=weights),
    "pr": lambda: precision_recall_curve(labels, scores, sample_weight=weights)[0][0],
    "ap": lambda: average_precision_score(labels, scores, sample_weight=weights),
    "confusion": lambda: confusion_matrix(labels, scores >= 0.5, sample_weight=weights)[1, 1],
}
print("ready", flush=True)
for line in sys.stdin:
    start, used = time.perf_counter(), time.process_time()
    value = figures[line.strip()]()
    print(repr(float(value)), time.perf_counter() - start, time.process_time() - used, flush=True)
