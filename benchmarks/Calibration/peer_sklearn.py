"""scikit-learn's calibration curve, best of five calls in ms: peer_sklearn.py FILE EVENTS"""
import sys
import time

import numpy as np
from sklearn.calibration import calibration_curve

events = int(sys.argv[2])
p = np.fromfile(sys.argv[1], dtype=np.float64, count=events)
y = np.fromfile(sys.argv[1], dtype=np.bool_, offset=8 * events)
best = float("inf")
for _ in range(5):
    begin = time.perf_counter()
    calibration_curve(y, p, n_bins=15)
    best = min(best, time.perf_counter() - begin)
print(f"{best * 1e3:.3f}")
