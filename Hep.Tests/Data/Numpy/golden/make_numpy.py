"""NumPy files of NumPy, and what they hold.

    /usr/bin/python3 make_numpy.py      (numpy 1.24)

Writes *.npy, stored.npz, deflated.npz, and values.json: for each array its shape, and its numbers or texts in row-major order.
"""
import json
import pathlib
import warnings

import numpy as np

HERE = pathlib.Path(__file__).parent
random = np.random.default_rng(6)
values = {}


def note(name, array):
    flat = np.asarray(array).reshape(-1)
    if flat.dtype.kind in "SU":
        cells = [c.decode() if isinstance(c, bytes) else str(c) for c in flat]
    elif flat.dtype.kind == "f":
        cells = [float(c) for c in flat]
    else:
        cells = [int(c) for c in flat]
    values[name] = {"shape": list(np.shape(array)), "cells": cells}


def save(name, array, version=None):
    with open(HERE / f"{name}.npy", "wb") as file:
        np.lib.format.write_array(file, np.asanyarray(array), version=version)


warnings.simplefilter("ignore")
cube = random.normal(0, 10, (6, 3, 4))
arrays = {
    "half": cube.astype("<f2"), "single": cube.astype("<f4"), "double": cube, "big_single": cube.astype(">f4"),
    "fortran": np.asfortranarray(cube), "big_fortran": np.asfortranarray(cube.astype(">f4")), "scalar": np.float32(2.5), "empty": np.zeros((0, 3), "f4"),
    "bytes": np.arange(5, dtype="u1"), "signed": np.array([-128, 127], "i1"), "big_whole": np.array([[-5, 2**40]], ">i8"),
    "unsigned": np.array([0, 2**64 - 1], "u8"), "truth": np.array([True, False, True]), "texts": np.array(["W → qq", "", "g"]),
    "big_texts": np.array(["β", "ab"]).astype(">U2"), "ascii": np.array([b"quark", b"W"]), "special": np.array([np.inf, -np.inf, 0.5]),
}
for name, array in arrays.items():
    save(name, array)
    note(name, array)
save("version2", arrays["single"], (2, 0))
note("version2", arrays["single"])
jets = np.zeros((4, 2), np.dtype([("pt", "<f4"), ("n", ">i2"), ("is_b", "?"), ("name", "U3"), ("axis", "<f8", (2,)), ("inner", [("a", "u1"), ("b", ">f4")])], align=True))
jets["pt"], jets["n"], jets["is_b"] = random.normal(0, 1, (4, 2)), np.arange(8).reshape(4, 2) - 3, random.random((4, 2)) < 0.5
jets["name"], jets["axis"] = [["a", "bc"], ["d", ""], ["β", "x"], ["y", "z"]], random.normal(0, 1, (4, 2, 2))
jets["inner"]["a"], jets["inner"]["b"] = np.arange(8).reshape(4, 2), random.normal(0, 1, (4, 2))
save("jets", jets)
save("jets_fortran", np.asfortranarray(jets))
for file in ("jets", "jets_fortran"):
    for name in ("pt", "n", "is_b", "name", "axis"):
        note(f"{file}.{name}", jets[name])
    note(f"{file}.inner.b", jets["inner"]["b"])
    note(f"{file}.n+is_b+pt", np.stack([jets[n].astype("f8") for n in ("n", "is_b", "pt")], -1))
greek = np.array([(1.5, 2)], [("χ²", "f4"), ("b", "i4")])
save("greek", greek)
note("greek.χ²", greek["χ²"])
save("objects", np.array([{}, None], dtype=object))
save("complex", np.array([1j]))
images = (random.exponential(1, (40, 5, 5)) * (random.random((40, 5, 5)) < 0.3)).astype("f4")
np.savez(HERE / "stored.npz", images=images, labels=np.arange(40) % 3, order=arrays["fortran"])
np.savez_compressed(HERE / "deflated.npz", images=images, labels=np.arange(40) % 3, order=arrays["fortran"])
for file in ("stored", "deflated"):
    note(f"{file}:images", images)
    note(f"{file}:labels", np.arange(40) % 3)
    note(f"{file}:order", cube)
text = json.dumps(values, ensure_ascii=False).replace("Infinity", "1e999")
(HERE / "values.json").write_text(text.replace('}, "', '},\n"') + "\n")
