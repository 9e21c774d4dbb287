"""All autoencoders and the detectors beside them, over five seeds: trains, and writes the table of docs/anomaly.md.

  python3 seeds.py rows TRAIN.npy TEST.npy OUT.csv      rows of the LHC Olympics [N, 6] as a file for configs/anomaly_events.yaml
  python3 seeds.py study HEP FOLDER toy|OUT.csv          trains with HEP (a command) into FOLDER, and goes on where it was ended
  python3 seeds.py table FOLDER                          the table of what is there
"""
import ast
import json
import math
import os
import shlex
import statistics
import struct
import subprocess
import sys

CARD = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "configs", "anomaly_events.yaml")
SEEDS = (1, 2, 3, 4, 5)
VARIANTS = {
    "dense": {},
    "denoising": {"model.corruption": "{name: gaussian, sigma: 0.3}"},
    "sparse": {"model.sparse_activation": "0.1", "model.latent": "8"},
    "variational": {"model.variational": "true", "training.likelihood": "gaussian", "training.beta_epochs": "10"},
}
BASELINES = {
    "pca": "PCA, 2 components",
    "isolation_forest": "Isolation forest",
    "nearest_neighbours": "Nearest neighbours",
    "gaussian_mixture": "Gaussian mixture",
    "penalised_mixture": "Penalised mixture (sees data with signal)",
}
FIGURES = ("auc", "max_sic", "signal_efficiency_at_1e-1", "signal_efficiency_at_1e-2", "signal_efficiency_at_1e-3")


def matrix(path):
    with open(path, "rb") as file:
        assert file.read(6) == b"\x93NUMPY", path
        major = file.read(2)[0]
        length = struct.unpack("<H" if major == 1 else "<I", file.read(2 if major == 1 else 4))[0]
        header = ast.literal_eval(file.read(length).decode())
        assert header["descr"] == "<f8" and not header["fortran_order"], header
        return struct.iter_unpack("<%dd" % header["shape"][1], file.read())


def rows(train, test, out):
    with open(out, "w") as file:
        file.write("event,mjj,mj1,mj2,tau21_1,tau21_2,label,weight,subset\n")
        number = 0
        for subset, path in (("train", train), ("test", test)):
            for mjj, light, difference, tau1, tau2, label in matrix(path):
                values = (1000 * mjj, 1000 * light, 1000 * (light + difference), tau1, tau2)
                file.write("%d,%s,%s,1,%s\n" % (number, ",".join("%.7g" % value for value in values), "signal" if label else "background", subset))
                number += 1


def study(hep, folder, source):
    os.makedirs(folder, exist_ok=True)
    for seed in SEEDS:
        for name, changes in VARIANTS.items():
            out = os.path.join(folder, "%s-%d" % (name, seed))
            if os.path.exists(os.path.join(out, "metrics.json")):
                continue
            sets = {"training.seed": seed, "training.threads": 1, "export.onnx": "false", **changes}
            if source != "toy":
                sets["data.source"] = os.path.abspath(source)
                sets["data.split"] = "{by: column, column: subset, train: [train], validation: {of_train: 0.2}, test: [test]}"
            if name != "dense":
                sets["evaluation.baselines"] = "none"
            command = shlex.split(hep) + ["train", CARD, "--out", out]
            for key, value in sets.items():
                command += ["--set", "%s=%s" % (key, value)]
            with open(os.path.join(folder, "%s-%d.log" % (name, seed)), "w") as log:
                subprocess.run(command, check=True, stdout=log, stderr=log)


def table(folder):
    found = {}
    for seed in SEEDS:
        for name in VARIANTS:
            path = os.path.join(folder, "%s-%d" % (name, seed), "metrics.json")
            if not os.path.exists(path):
                continue
            with open(path) as file:
                detectors = json.load(file)["test"]["detectors"]
            for detector, figures in detectors.items():
                row = BASELINES.get(detector) or "%s, %s" % (name, detector)
                for figure in FIGURES:
                    value = figures[figure]["value"]
                    found.setdefault(row, {}).setdefault(figure, []).append(math.nan if value is None else value)
                if "distance_correlation" in figures:
                    found[row].setdefault("distance_correlation", []).append(figures["distance_correlation"])
    print("| detector | AUC | maximum SIC | ε_S at ε_B = 0.1 | 0.01 | 0.001 | dCor with mJJ |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for row, figures in found.items():
        cells = []
        for figure in FIGURES + ("distance_correlation",):
            values = figures.get(figure, [])
            spread = statistics.stdev(values) if len(values) > 1 else math.nan
            cells.append("%.3f ± %.3f" % (statistics.mean(values), spread) if values else "–")
        print("| %s | %s |" % (row, " | ".join(cells)))


if __name__ == "__main__":
    {"rows": rows, "study": study, "table": table}[sys.argv[1]](*sys.argv[2:])
