"""Writes mlp.json: multilayer perceptrons of PyTorch 1.13 with their state, an input, and the output in evaluation mode.

    python3 make_mlp.py > mlp.json
"""
import json

import torch
from torch import nn

ACTIVATIONS = {"relu": nn.ReLU, "leaky_relu": nn.LeakyReLU, "elu": nn.ELU, "silu": nn.SiLU, "gelu": nn.GELU, "tanh": nn.Tanh}
NORMALIZATIONS = {"none": None, "batch": nn.BatchNorm1d, "layer": nn.LayerNorm}


class Mlp(nn.Module):
    def __init__(self, inputs, hidden, outputs, activation, normalization, dropout):
        super().__init__()
        layers = []
        for units in hidden:
            layers.append(nn.Linear(inputs, units))
            if NORMALIZATIONS[normalization]:
                layers.append(NORMALIZATIONS[normalization](units))
            layers.append(ACTIVATIONS[activation]())
            if dropout > 0:
                layers.append(nn.Dropout(dropout))
            inputs = units
        layers.append(nn.Linear(inputs, outputs))
        self.layers = nn.Sequential(*layers)

    def forward(self, x):
        return self.layers(x)


def value(t):
    kind = "i8" if t.dtype == torch.int64 else "f4"
    return {"t": kind, "s": list(t.shape), "v": [float(f"{x:.9g}") for x in t.detach().double().flatten().tolist()]}


def case(hidden, outputs, activation, normalization, dropout):
    net = Mlp(3, hidden, outputs, activation, normalization, dropout)
    with torch.no_grad():
        for name, t in net.state_dict().items():
            if name.endswith("num_batches_tracked"):
                t.fill_(7)
            elif name.endswith("running_var"):
                t.copy_(torch.rand_like(t) + 0.5)
            elif t.dim() == 1:
                t.copy_(torch.randn_like(t))
    net.eval()
    x = 2 * torch.randn(4, 3)
    return {
        "hidden": hidden, "outputs": outputs, "activation": activation, "normalization": normalization, "dropout": dropout,
        "state": {k: value(v) for k, v in net.state_dict().items()},
        "parameters": sum(p.numel() for p in net.parameters()), "x": value(x), "y": value(net(x)),
    }


if __name__ == "__main__":
    torch.manual_seed(1)
    cases = {}
    for a in ACTIVATIONS:
        for n in NORMALIZATIONS:
            cases[f"{a}, {n}"] = case([4, 2], 1, a, n, 0.25)
    cases["no dropout"] = case([4, 2], 3, "elu", "batch", 0)
    cases["more than ten layers"] = case([2] * 4, 1, "relu", "batch", 0.5)
    cases["logistic regression"] = case([], 1, "relu", "none", 0)
    print(json.dumps(cases, separators=(",", ":")).replace('},"', '},\n"'))
