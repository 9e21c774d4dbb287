"""Steps of L-BFGS on two small problems by PyTorch: writes lbfgs.json beside this file.

Made with PyTorch 1.13.1 (Debian 12): /usr/bin/python3 lbfgs.py
"""
import json
import os

import torch

generator = torch.Generator().manual_seed(19890801)
x = torch.randn(40, 3, generator=generator, dtype=torch.float32).double()
y = (x @ torch.tensor([1.0, -2.0, 0.5], dtype=torch.float64) + torch.randn(40, generator=generator, dtype=torch.float32).double() > 0).double()
STEPS = 4


def logistic(weight, bias):
    return torch.nn.functional.binary_cross_entropy_with_logits(x @ weight + bias, y) + 0.05 * (weight ** 2).sum()


def valley(a, b):
    return ((1 - a) ** 2 + 5 * (b - a ** 2) ** 2).sum()


PROBLEMS = {
    "logistic": (logistic, [[0.1, -0.2, 0.3], [0.0]]),
    "valley": (valley, [[-0.5, 0.3], [0.8, 0.1]]),
}
CASES = [
    ("logistic", dict(lr=1.0)),
    ("logistic", dict(lr=0.5, max_iter=7, history_size=3)),
    ("logistic", dict(lr=1.0, max_iter=20, max_eval=6)),
    ("logistic", dict(lr=1.0, max_iter=50, tolerance_grad=1e-2)),
    ("valley", dict(lr=0.3, max_iter=5, history_size=2)),
    ("valley", dict(lr=0.2, max_iter=12)),
]


def run(name, options):
    function, start = PROBLEMS[name]
    parameters = [torch.nn.Parameter(torch.tensor(p, dtype=torch.float64)) for p in start]
    optimiser = torch.optim.LBFGS(parameters, **{"tolerance_grad": 1e-5, **options})
    path, losses = [], []
    calls = 0

    def closure():
        nonlocal calls
        calls += 1
        optimiser.zero_grad()
        loss = function(*parameters)
        loss.backward()
        return loss

    for _ in range(STEPS):
        losses.append(float(optimiser.step(closure)))
        path.append([float(v) for p in parameters for v in p.detach()])
    return dict(problem=name, options=options, path=path, losses=losses, calls=calls)


out = dict(torch=torch.__version__, x=x.flatten().tolist(), y=y.tolist(), start={k: v[1] for k, v in PROBLEMS.items()}, cases=[run(*c) for c in CASES])
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "lbfgs.json"), "w") as f:
    f.write("{\n" + ",\n".join(f'"{k}": ' + ("[\n" + ",\n".join(json.dumps(c) for c in v) + "\n]" if k == "cases" else json.dumps(v)) for k, v in out.items()) + "\n}\n")
