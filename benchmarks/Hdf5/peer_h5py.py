"""Readings of images in slices of 256 rows by h5py, into one array that is used again; seconds of each.

    /usr/bin/python3 peer_h5py.py FILE DATASET REPEATS
"""
import sys
import time

import h5py
import numpy as np

SLICE = 256
for _ in range(int(sys.argv[3])):
    with h5py.File(sys.argv[1], "r") as file:
        images = file[sys.argv[2]]
        batch = np.empty((SLICE, *images.shape[1:]), "f4")
        start = time.perf_counter()
        for first in range(0, images.shape[0] - SLICE + 1, SLICE):
            images.read_direct(batch, np.s_[first:first + SLICE])
        print(f"{time.perf_counter() - start:.5f}", flush=True)
