"""Writes cnn.json: convolutional networks of PyTorch 1.13, in float64. Weights and images follow a formula, so that only results are kept: names and shapes of the
state, outputs, and of each parameter's gradient and of its first value under seed 1 (in float32) one projection.

    python3 make_cnn.py > cnn.json
"""
import json

import torch
from torch import nn
import torch.nn.functional as F

SHAPE = (2, 12, 14)


def conv(i, o, k, s=1, p=0, norm=False, act=nn.ReLU):
    return [nn.Conv2d(i, o, k, s, p, bias=not norm), *([nn.BatchNorm2d(o)] if norm else []), act()]


class Residual(nn.Module):
    """torchvision's BasicBlock and Bottleneck."""

    def __init__(self, i, c, stride, bottleneck, norm):
        super().__init__()
        o = 4 * c if bottleneck else c

        def step(n, i, o, k, s):
            setattr(self, f"conv{n}", nn.Conv2d(i, o, k, s, k // 2, bias=not norm))
            if norm:
                setattr(self, f"bn{n}", nn.BatchNorm2d(o))

        if bottleneck:
            step(1, i, c, 1, 1), step(2, c, c, 3, stride), step(3, c, o, 1, 1)
        else:
            step(1, i, c, 3, stride), step(2, c, o, 3, 1)
        self.steps = 3 if bottleneck else 2
        self.norm = norm
        if stride != 1 or i != o:
            self.downsample = nn.Sequential(nn.Conv2d(i, o, 1, stride, bias=not norm), *([nn.BatchNorm2d(o)] if norm else []))

    def forward(self, x):
        y = x
        for n in range(1, self.steps + 1):
            y = getattr(self, f"conv{n}")(y if n == 1 else F.relu(y))
            if self.norm:
                y = getattr(self, f"bn{n}")(y)
        return F.relu(y + (self.downsample(x) if hasattr(self, "downsample") else x))


class Inception(nn.Module):
    def __init__(self, i, one, three_reduced, three, five_reduced, five, pooled):
        super().__init__()
        self.branches = nn.ModuleList([
            nn.Sequential(*conv(i, one, 1)),
            nn.Sequential(*conv(i, three_reduced, 1), *conv(three_reduced, three, 3, 1, 1)),
            nn.Sequential(*conv(i, five_reduced, 1), *conv(five_reduced, five, 5, 1, 2)),
            nn.Sequential(nn.MaxPool2d(3, 1, 1), *conv(i, pooled, 1))])

    def forward(self, x):
        return torch.cat([branch(x) for branch in self.branches], 1)


class Maxout(nn.Module):
    def __init__(self, i, units, pieces):
        super().__init__()
        self.units, self.pieces = units, pieces
        self.linear = nn.Linear(i, units * pieces)

    def forward(self, x):
        return self.linear(x).view(-1, self.pieces, self.units).amax(1)


def head(i, hidden, outputs=1, dropout=0.0, norm=False, act=nn.ReLU):
    layers = []
    for units in hidden:
        layers += [nn.Linear(i, units), *([nn.BatchNorm1d(units)] if norm else []), act(), *([nn.Dropout(dropout)] if dropout else [])]
        i = units
    if not hidden and dropout:
        layers.append(nn.Dropout(dropout))
    return [*layers, nn.Linear(i, outputs)]


def image():
    return nn.Unflatten(1, SHAPE)


def average():
    return [nn.AdaptiveAvgPool2d(1), nn.Flatten()]


def resnet(counts, w, bottleneck, norm=True):
    layers, i = [image(), *conv(2, w, 3, 1, 1, norm)], w
    for stage, count in enumerate(counts):
        for n in range(count):
            layers.append(Residual(i, w << stage, 2 if stage and not n else 1, bottleneck, norm))
            i = (w << stage) * (4 if bottleneck else 1)
    return [*layers, *average(), *head(i, [], norm=norm)]


def vgg(w):
    return [image(), *conv(2, w, 3, 1, 1), *conv(w, w, 3, 1, 1), nn.MaxPool2d(2), *conv(w, 2 * w, 3, 1, 1), *conv(2 * w, 2 * w, 3, 1, 1), nn.MaxPool2d(2),
            *conv(2 * w, 4 * w, 3, 1, 1), *conv(4 * w, 4 * w, 3, 1, 1), *conv(4 * w, 4 * w, 3, 1, 1), nn.MaxPool2d(2), nn.Flatten(), *head(4 * w, [8 * w, 8 * w], dropout=0.5)]


CASES = {
    "convnet": lambda: [image(), *conv(2, 3, 11, 1, 10), nn.MaxPool2d(2), *conv(3, 3, 3, 1, 2), nn.MaxPool2d(3), *conv(3, 3, 3, 1, 2), nn.MaxPool2d(3),
                        nn.LocalResponseNorm(5, 5e-4, 0.75, 2), nn.Dropout(0.2), nn.Flatten(), *head(3 * 2 * 2, [64], dropout=0.1)],
    "maxout": lambda: [Maxout(336, 256, 5), nn.Dropout(0.3), Maxout(256, 128, 5), nn.Dropout(0.2), *head(128, [64, 25], dropout=0.2)],
    "lenet": lambda: [image(), *conv(2, 6, 5, 1, 2, act=nn.Tanh), nn.AvgPool2d(2), *conv(6, 16, 5, act=nn.Tanh), nn.AvgPool2d(2), nn.Flatten(), *head(16, [120, 84], act=nn.Tanh)],
    "vgg": lambda: vgg(2),
    "resnet 18": lambda: resnet([2, 2, 2, 2], 2, False),
    "resnet 34": lambda: resnet([3, 4], 2, False),
    "resnet 50": lambda: resnet([3, 4], 2, True),
    "resnet without normalisation": lambda: resnet([2, 2, 2], 2, False, norm=False),
    "inception": lambda: [image(), *conv(2, 4, 3, 1, 1), *conv(4, 12, 3, 1, 1), nn.MaxPool2d(2), Inception(12, 4, 6, 8, 1, 2, 2), Inception(16, 8, 8, 12, 2, 6, 4), nn.MaxPool2d(2),
                          *average(), *head(30, [], dropout=0.4)],
    "custom": lambda: [image(), *conv(2, 3, 4, 2, 1, norm=True, act=nn.ELU), nn.Dropout2d(0.1), nn.AvgPool2d(3, 2), nn.Flatten(), Maxout(3 * 2 * 3, 5, 2),
                       *head(5, [4], outputs=3, norm=True, act=nn.ELU)],
}
TRAINED = {name for name in CASES if name.startswith("resnet")}


def formula(t, phase):
    return torch.cos(0.7 * torch.arange(t.numel(), dtype=torch.float64) + phase).reshape(t.shape)


def projection(t):
    return (t.double() * formula(t, 0.5)).sum().item()


def case(name):
    torch.manual_seed(1)
    net = nn.Module()
    net.layers = nn.Sequential(*CASES[name]())
    initial = {k: projection(p.detach()) for k, p in net.named_parameters()}
    net = net.double()
    state = net.state_dict()
    with torch.no_grad():
        for phase, key in enumerate(sorted(state)):
            t = state[key]
            if key.endswith("num_batches_tracked"):
                continue
            if key.endswith("running_var"):
                t.copy_(1 + 0.5 * formula(t, phase))
            elif t.dim() == 1:
                t.copy_(0.3 * formula(t, phase) + (1 if "bn" in key and key.endswith("weight") else 0))
            else:
                t.copy_(1.7 / (t.numel() / t.shape[0]) ** 0.5 * formula(t, phase))
    net.train(name in TRAINED)
    x = formula(torch.empty(5, SHAPE[0] * SHAPE[1] * SHAPE[2]), 0.1).clamp_min(0).requires_grad_()
    y = net.layers(x)
    (y * formula(y, 1)).sum().backward()
    return {
        "train": name in TRAINED,
        "state": {k: list(v.shape) for k, v in state.items()},
        "initial": initial,
        "y": y.flatten().tolist(),
        "gradients": {k: projection(p.grad) for k, p in net.named_parameters()},
        "x_gradient": projection(x.grad),
    }


if __name__ == "__main__":
    print("{" + ",\n".join(f"{json.dumps(name)}:{json.dumps(case(name), separators=(',', ':'))}" for name in CASES) + "}")
