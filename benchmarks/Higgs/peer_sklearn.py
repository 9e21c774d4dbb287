#!/usr/bin/python3
"""peer_sklearn.py DATA RUN OUT   scores the test split of a Hep run with scikit-learn's gradient boosting.

The peer: HistGradientBoostingClassifier, 200 trees, rate 0.05, event weights balanced so that signal and background weigh the
same; trained on the run's training split (RUN/predictions.csv says which events are in which split), with -999 as missing.
OUT gets one row for each test event: event_id, label, weight, and the scores of both. `hep evaluate --scores OUT --label label
--weight weight --score MLP --score HGB` compares them.
"""
import sys
import time

import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier

data, run, out = sys.argv[1:4]
events = pd.read_csv(data).set_index("EventId")
predictions = pd.read_csv(f"{run}/predictions.csv", usecols=["event_id", "split", "label", "weight", "score"]).set_index("event_id")
features = [name for name in events.columns if name.startswith(("DER_", "PRI_"))]
joined = predictions.join(events[features])


def part(name):
    rows = joined[joined["split"] == name]
    return rows, rows[features].replace(-999.0, np.nan), rows["label"].to_numpy(), rows["weight"].to_numpy()


_, x, y, w = part("train")
balanced = np.where(y == 1, w / w[y == 1].sum(), w / w[y == 0].sum()) * len(y) / 2
start = time.perf_counter()
peer = HistGradientBoostingClassifier(max_iter=200, learning_rate=0.05, early_stopping=False, random_state=1).fit(x, y, sample_weight=balanced)
print(f"trained in {time.perf_counter() - start:.1f} s")

rows, x, y, w = part("test")
pd.DataFrame({
    "event_id": rows.index, "label": y, "weight": w, "MLP": rows["score"].to_numpy(), "HGB": peer.predict_proba(x)[:, 1],
}).to_csv(out, index=False)
