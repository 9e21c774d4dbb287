"""HDF5 files of h5py and pandas, and what they hold.

    /usr/bin/python3 make_hdf5.py       (Debian: python3-h5py, python3-tables, python3-pandas, hdf5-tools; h5py 3.7, pandas 1.5, PyTables 3.7)

Writes types.h5, layouts.h5, frames.h5, and values.json: for each file and data set its shape, and its numbers or texts in row-major order.
"""
import json
import pathlib
import subprocess
import warnings

import h5py
import numpy as np
import pandas as pd

HERE = pathlib.Path(__file__).parent
random = np.random.default_rng(5)
values = {}


def note(file, path, array):
    array = np.asarray(array)
    flat = array.reshape(-1)
    if flat.dtype.kind in "SUO":
        cells = [c.decode() if isinstance(c, bytes) else str(c) for c in flat]
    elif flat.dtype.kind == "f":
        cells = [float(c) for c in flat]
    else:
        cells = [int(c) for c in flat]
    values.setdefault(file, {})[path] = {"shape": list(array.shape), "cells": cells}


def put(handle, path, array, **options):
    handle.create_dataset(path, data=array, **options)
    note(pathlib.Path(handle.filename).name, "/" + path, array)


with h5py.File(HERE / "types.h5", "w") as f:
    for kind in ["f2", "f4", "f8"]:
        for order in "<>":
            put(f, f"floats/{'little' if order == '<' else 'big'}_{kind}", random.normal(0, 100, (4, 3)).astype(order + kind))
    for size in "1248":
        for order in "<>":
            for sign in "iu":
                info = np.iinfo(f"{sign}{size}")
                numbers = np.array([info.min, info.max, 0, 1, info.max // 3], order + sign + size)
                put(f, f"whole/{'little' if order == '<' else 'big'}_{sign}{size}", numbers)
    put(f, "truth", np.array([[True, False], [False, True], [True, True]]))
    put(f, "classes", np.array([0, 2, 1, 2], "i2"), dtype=h5py.enum_dtype({"qcd": 0, "w": 1, "top": 2}, basetype="i2"))
    put(f, "scalar", np.float64(0.1))
    put(f, "empty", np.zeros((0, 3), "f4"))
    put(f, "texts/fixed", np.array([b"W", b"quark", b"gluon j"], "S7"))
    f.create_dataset("texts/variable", data=["W → qq'", "", "quark"], dtype=h5py.string_dtype())
    note("types.h5", "/texts/variable", ["W → qq'", "", "quark"])
    f.create_dataset("texts/latin", data=np.array([b"a", b"bc"], "S2"), dtype=h5py.string_dtype("ascii", 2))
    note("types.h5", "/texts/latin", ["a", "bc"])
    put(f, "special", np.array([1.5, np.inf, -np.inf], "f8"))
    f["nan"] = np.array([1.0, np.nan], "f4")
    f["huge"] = np.array([1e300, 1.0], "f8")
    f["references"] = np.array([f["scalar"].ref], h5py.ref_dtype)
    lists = f.create_dataset("lists", (2,), dtype=h5py.vlen_dtype("i4"))
    lists[0] = [1, 2]
    f["scalar"].attrs["unit"] = "GeV"
    f["scalar"].attrs["window"] = np.array([65.0, 95.0])
    f["scalar"].attrs["names"] = np.array(["a", "β"], dtype=object)
    f["scalar"].attrs["bytes"] = np.bytes_(b"raw")
    f["scalar"].attrs["count"] = np.int64(-7)
    f.attrs["creator"] = "h5py"
    f["loop/back"] = f["floats"]
    f["floats/loop"] = f["loop"]
    f["soft"] = h5py.SoftLink("/scalar")
    f["dangling"] = h5py.SoftLink("/nowhere")

images = (random.exponential(1, (23, 5, 4)) * (random.random((23, 5, 4)) < 0.3)).astype("f4")
jet = np.dtype([("pt", "<f4"), ("eta", ">f8"), ("n", "<i4"), ("is_b", "?"), ("name", "S4"), ("axis", "<f4", (3,)), ("inner", [("a", "<i2"), ("b", "<f4")])])
jets = np.zeros(11, jet)
tracks = np.zeros((6, 4), [("pt", "<f2"), ("d0", "<f4"), ("valid", "?"), ("hits", "u1")])
for table in (jets, tracks):
    for name in table.dtype.names:
        kind = table.dtype[name]
        if name == "name":
            table[name] = [f"j{i}" for i in range(len(table))]
        elif name == "inner":
            table[name]["a"], table[name]["b"] = np.arange(11) - 5, np.arange(11) / 4
        elif kind.kind == "b":
            table[name] = random.random(table.shape) < 0.5
        elif kind.kind in "iu":
            table[name] = random.integers(0, 100, table.shape)
        else:
            table[name] = random.normal(0, 30, table[name].shape)
with h5py.File(HERE / "layouts.h5", "w") as f:
    put(f, "plain", images)
    put(f, "gzip", images, chunks=(4, 5, 4), compression="gzip", compression_opts=9, shuffle=True)
    put(f, "tiles", images, chunks=(6, 2, 3), compression="gzip")
    put(f, "checked", images, chunks=(8, 5, 4), fletcher32=True)
    put(f, "szip", images, chunks=(8, 5, 4), compression="szip")
    put(f, "lzf", images, chunks=(23, 5, 4), compression="lzf")
    f["jets"], f["tracks"] = jets, tracks
    for name in ("pt", "eta", "n", "is_b", "name", "axis"):
        note("layouts.h5", f"/jets.{name}", jets[name])
    note("layouts.h5", "/jets.inner.b", jets["inner"]["b"])
    note("layouts.h5", "/jets.pt+n+eta", np.stack([jets[n].astype("f8") for n in ("pt", "n", "eta")], -1))
    for name in tracks.dtype.names:
        note("layouts.h5", f"/tracks.{name}", tracks[name])
    note("layouts.h5", "/tracks.d0+valid+hits", np.stack([tracks[n].astype("f8") for n in ("d0", "valid", "hits")], -1))

frame = pd.DataFrame({
    "mass": random.normal(80, 5, 9), "n": np.arange(9) * 3, "pt": random.normal(300, 9, 9).astype("f4"), "girth": random.random(9),
    "is_w": np.arange(9) % 2 == 0, "label": ["W", "QCD", "top"] * 3,
})
numbered = pd.DataFrame(random.normal(0, 1, (5, 6)))
file = HERE / "frames.h5"
file.unlink(missing_ok=True)
warnings.simplefilter("ignore")
frame.to_hdf(file, "fixed", format="fixed")
numbered.to_hdf(file, "numbered", format="fixed", complevel=5)
small = {"index": False, "expectedrows": 9, "chunksize": 9, "complevel": 9}
with pd.HDFStore(file, "a") as store:
    store.append("table", frame, **small)
    store.append("picked", frame, data_columns=["mass", "label"], **small)
frame["mass"].to_hdf(file, "series", format="fixed")
# PyTables reserves a megabyte for what it may add later.
file.rename(HERE / "frames.large")
subprocess.run(["h5repack", "-f", "GZIP=9", HERE / "frames.large", file], check=True)
(HERE / "frames.large").unlink()
for key in ("fixed", "table", "picked"):
    for column in frame.columns:
        note("frames.h5", f"/{key}.{column}", frame[column].to_numpy())
    note("frames.h5", f"/{key}.girth+n+mass", np.stack([frame[c].to_numpy().astype("f8") for c in ("girth", "n", "mass")], -1))
note("frames.h5", "/numbered.4+1+2", numbered.to_numpy()[:, [4, 1, 2]])
note("frames.h5", "/numbered.3", numbered.to_numpy()[:, 3])
text = json.dumps(values).replace("Infinity", "1e999")
(HERE / "values.json").write_text(text.replace('}, "/', '},\n"/') + "\n")
