"""Writes film.json: perceptrons of PyTorch 1.13 that parameters modulate, with their state, an input, the output and the gradients of its sum.

    python3 make_film.py > film.json
"""
import json

import torch
from torch import nn

from make_mlp import ACTIVATIONS, NORMALIZATIONS, value


class FilmMlp(nn.Module):
    def __init__(self, inputs, parameters, hidden, outputs, activation, normalization, dropout, film_units):
        super().__init__()
        self.parameter_columns = parameters
        self.feature_columns = [i for i in range(inputs) if i not in parameters]
        self.hidden = hidden
        self.generator = nn.ModuleList([nn.Linear(len(parameters), film_units), nn.Linear(film_units, 2 * sum(hidden))])
        widths = [len(self.feature_columns), *hidden, outputs]
        self.layers = nn.ModuleList([nn.Linear(m, n) for m, n in zip(widths, widths[1:])])
        make = NORMALIZATIONS[normalization]
        self.normalizations = nn.ModuleList([make(n) for n in hidden] if make else [])
        self.activation = ACTIVATIONS[activation]()
        self.dropout = nn.Dropout(dropout)

    def forward(self, x):
        film = self.generator[1](self.activation(self.generator[0](x[:, self.parameter_columns])))
        film = film.split([n for units in self.hidden for n in (units, units)], dim=1)
        h = x[:, self.feature_columns]
        for i in range(len(self.hidden)):
            h = self.layers[i](h)
            if len(self.normalizations):
                h = self.normalizations[i](h)
            h = self.dropout(self.activation((1 + film[2 * i]) * h + film[2 * i + 1]))
        return self.layers[-1](h)


def case(parameters, hidden, outputs, activation, normalization, film_units):
    net = FilmMlp(5, parameters, hidden, outputs, activation, normalization, 0.25, film_units)
    with torch.no_grad():
        for name, t in net.state_dict().items():
            if name.endswith("num_batches_tracked"):
                t.fill_(7)
            elif name.endswith("running_var"):
                t.copy_(torch.rand_like(t) + 0.5)
            elif t.dim() == 1:
                t.copy_(torch.randn_like(t))
    net.eval()
    x = 2 * torch.randn(4, 5)
    y = net(x)
    y.sum().backward()
    return {
        "places": parameters, "hidden": hidden, "outputs": outputs, "activation": activation, "normalization": normalization, "film_units": film_units,
        "state": {k: value(v) for k, v in net.state_dict().items()},
        "gradients": {k: value(p.grad) for k, p in net.named_parameters()},
        "parameters": sum(p.numel() for p in net.parameters()), "x": value(x), "y": value(y),
    }


if __name__ == "__main__":
    torch.manual_seed(1)
    cases = {
        "one parameter behind": case([4], [4, 2], 1, "relu", "none", 3),
        "batch": case([4], [4, 2], 1, "silu", "batch", 3),
        "layer": case([4], [3], 2, "tanh", "layer", 2),
        "two in between": case([1, 3], [4, 2, 3], 1, "gelu", "none", 4),
        "in another order": case([3, 0], [4], 1, "elu", "batch", 3),
        "in front": case([0, 1], [2, 3], 1, "leaky_relu", "layer", 1),
    }
    print(json.dumps(cases, separators=(",", ":")).replace('},"', '},\n"'))
