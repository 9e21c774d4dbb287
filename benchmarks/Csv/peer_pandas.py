"""Readings of a file of the challenge's format by pandas' C engine; seconds of each.

    python3 peer_pandas.py FILE all|card|few REPEATS fast|round_trip
"""
import sys
import time

import pandas

file, columns, repeats, precision = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
header = list(pandas.read_csv(file, nrows=0).columns)
features = [name for name in header if name[:4] in ("DER_", "PRI_")]
wanted = {
    "all": None,
    "card": features + ["EventId", "Label", "Weight"],
    "few": features[:3] + ["Label", "Weight"],
}[columns]
options = {"usecols": wanted, "engine": "c", "low_memory": False}
if precision == "round_trip":
    options["float_precision"] = "round_trip"
for _ in range(repeats):
    start = time.perf_counter()
    frame = pandas.read_csv(file, **options)
    print(f"{time.perf_counter() - start:.4f}", flush=True)
