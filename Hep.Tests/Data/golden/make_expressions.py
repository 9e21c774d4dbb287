"""Writes expressions.json: formulas of columns as NumPy and pandas compute them (null = missing).

Numbers are NumPy's, in double precision, NaN or infinity where there is none; conditions are pandas' nullable booleans (Kleene's logic).
Run with any Python that has both (the committed file is from NumPy 1.24, pandas 1.5): python3 make_expressions.py
"""
import json
import os

import numpy as np
import pandas as pd

np.seterr(all="ignore")
rng = np.random.default_rng(11)
N = 40
x = np.round(rng.normal(0, 3, N), 3)
y = np.round(rng.normal(0, 2, N), 3)
m = np.round(rng.gamma(2, 50, N), 3)
phi = np.round(rng.uniform(-np.pi, np.pi, N), 3)
psi = np.round(rng.uniform(-np.pi, np.pi, N), 3)
n = rng.integers(0, 4, N).astype(float)
x[:4] = [0, 1, -1, 0.1]
y[:4] = [0, 0, 2, 0.1]
m[rng.random(N) < 0.3] = np.nan
y[rng.random(N) < 0.1] = np.nan
subset = np.array(list("tbvu"))[rng.integers(0, 4, N)]


def delta_phi(a, b):
    return np.angle(np.exp(1j * (a - b)))


numbers = {
    "x + y * 2 - m / 4": x + y * 2 - m / 4,
    "(x + y) * (x - y)": (x + y) * (x - y),
    "x - y - 1": x - y - 1,
    "m / n / 2": m / n / 2,
    "-x^2": -(x**2),
    "(-x)^2": (-x) ** 2,
    "2^-x": 2.0**-x,
    "2^3^2 + x": 2.0**9 + x,
    "x ^ n": x**n,
    "x ^ 0.5": x**0.5,
    "x ^ y": x**y,
    "x ^ -1": x**-1.0,
    "log(m) + log(x)": np.log(m) + np.log(x),
    "exp(x) + exp(-m)": np.exp(x) + np.exp(-m),
    "exp(m * 10)": np.exp(m * 10),
    "sqrt(x)": np.sqrt(x),
    "sqrt(2 * m * n * (cosh(x - y) - cos(phi - psi)))": np.sqrt(2 * m * n * (np.cosh(x - y) - np.cos(phi - psi))),
    "sin(phi)^2 + cos(phi)^2 + tan(phi)": np.sin(phi) ** 2 + np.cos(phi) ** 2 + np.tan(phi),
    "sinh(x) - tanh(y)": np.sinh(x) - np.tanh(y),
    "floor(x) + floor(-x)": np.floor(x) + np.floor(-x),
    "sign(x) * abs(y)": np.sign(x) * np.abs(y),
    "min(x, y, 0)": np.minimum(np.minimum(x, y), 0),
    "max(x, m)": np.maximum(x, m),
    "delta_phi(phi, psi)": delta_phi(phi, psi),
    "1.5e1 * pi * x + .5": 15 * np.pi * x + 0.5,
    "if(x > 0, log(x), -1)": np.where(x > 0, np.log(x), -1),
    "if(missing(m), 0, m)": np.where(np.isnan(m), 0, m),
    "`x` / x": x / x,
}

f = pd.DataFrame({"x": x, "y": y, "m": m, "n": n, "phi": phi, "psi": psi}).convert_dtypes(convert_integer=False)
X, Y, M, K, PHI, PSI = (f[c].astype("Float64") for c in ("x", "y", "m", "n", "phi", "psi"))
S = pd.Series(subset, dtype="string")
conditions = {
    "x > 0": X > 0,
    "x <= 0.1 and y >= 0.1": (X <= 0.1) & (Y >= 0.1),
    "x == 0.1": X == 0.1,
    "m > 100 || n >= 2": (M > 100) | (K >= 2),
    "m > 100 && n >= 2": (M > 100) & (K >= 2),
    "!(m > 100 && n >= 2)": ~((M > 100) & (K >= 2)),
    "not m > 100 or x != 1": ~(M > 100) | (X != 1),
    "not (m > 100 or x < 0) and y < 1": ~((M > 100) | (X < 0)) & (Y < 1),
    "missing(m) || m < 50": M.isna() | (M < 50),
    "subset == 't'": S == "t",
    "subset != \"b\" && n > 0 or 'v' == subset": ((S != "b") & (K > 0)) | (S == "v"),
    "if(n == 0, x > 0, y > 0)": (X > 0).where(K == 0, Y > 0),
    "1 < 2 && x > y": X > Y,
}


def listed(values):
    return [None if not np.isfinite(v) else float(v) for v in values]


golden = {
    "columns": {c: listed(v) for c, v in (("x", x), ("y", y), ("m", m), ("n", n), ("phi", phi), ("psi", psi))},
    "subset": subset.tolist(),
    "numbers": [{"text": t, "values": listed(v)} for t, v in numbers.items()],
    "conditions": [{"text": t, "values": [None if pd.isna(v) else bool(v) for v in c]} for t, c in conditions.items()],
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "expressions.json"), "w") as file:
    json.dump(golden, file, indent=None, separators=(",", ":"))
    file.write("\n")
