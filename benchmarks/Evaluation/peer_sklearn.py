#!/usr/bin/python3
"""peer_sklearn.py FILE   answers one line on standard input (a figure) with the seconds that scikit-learn took, those of
processor time, and a moment of each array that it gave.

FILE holds scores, labels (0 or 1) and weights of N events, 3 N float64 one array after the other. The program race starts it.
"""
import sys
import time

import numpy as np
from sklearn.metrics import average_precision_score, confusion_matrix, precision_recall_curve, roc_auc_score, roc_curve

scores, labels, weights = np.fromfile(sys.argv[1]).reshape(3, -1)
labels = labels.astype(np.int64)
figures = {
    "roc": lambda: roc_curve(labels, scores, sample_weight=weights, drop_intermediate=False)[:2],
    "auc": lambda: [[roc_auc_score(labels, scores, sample_weight=weights)]],
    "pr": lambda: precision_recall_curve(labels, scores, sample_weight=weights)[:2],
    "ap": lambda: [[average_precision_score(labels, scores, sample_weight=weights)]],
    "confusion": lambda: [[confusion_matrix(labels, scores >= 0.5, sample_weight=weights)[1, 1]]],
}
print("ready", flush=True)
for line in sys.stdin:
    start, used = time.perf_counter(), time.process_time()
    arrays = figures[line.strip()]()
    taken = time.perf_counter() - start, time.process_time() - used
    if line.strip() == "pr":
        # From the highest threshold to the lowest, without the point (0, 1) that has none.
        arrays = [array[:-1][::-1] for array in arrays]
    print(*taken, *(repr(float(np.mean(array * (1 + np.arange(len(array)) / len(array))))) for array in map(np.asarray, arrays)), flush=True)
