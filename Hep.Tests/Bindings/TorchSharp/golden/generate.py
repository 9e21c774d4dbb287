#!/usr/bin/env python3
"""Writes operators.json, layers.json, losses.json and init.json: what PyTorch (made with 1.13) computes, values and gradients.

The cotangent of every result is cos(1), cos(2), ... in the order of its elements; gradients are those of the sum of
result times cotangent. The same names stand in the tables of the C# tests. Run: python3 generate.py
"""
import math

import torch
import torch.nn.functional as F
from torch import nn

from record import D, case, dump, layer, write, x

A = x(0.7, -1.3, 2.1, -0.4, 1.6, -2.2, shape=(2, 3))
B = x(1.1, 0.6, -0.9, 2.5, -1.7, 0.3, shape=(2, 3))
P = x(0.2, 0.9, 0.5, 0.35, 0.75, 0.1, shape=(2, 3))
Q = x(1.2, 3.4, 0.8, 2.6, 5.1, 1.9, shape=(2, 3))
C = x(0.5, -0.2, 1.4, 0.9, -1.1, 0.3, 2.2, -0.6, 0.1, 1.0, -0.8, 0.4, shape=(3, 4))
S = x(0.3, -0.7, 1.2, 0.8, 0.5, -1.4, 2.0, 0.6, -0.9, 1.1, 0.2, -0.3, shape=(2, 2, 3))
T = x(*[0.1 * ((7 * i) % 23) - 1.0 for i in range(12)], shape=(2, 3, 2))
V = x(0.5, -1.5, 2.5)
W = x(1.25, 0.25, -0.75)
I = torch.tensor([[2, 0, 1], [1, 1, 0]])
J = torch.tensor([5, 3, 6, 12])
K = torch.tensor([3, 6, 5, 10])
M = torch.tensor([[True, False, True], [False, True, True]])
N = torch.tensor([[True, True, False], [False, True, False]])
Z = x(float("nan"), float("inf"), -float("inf"), 1.5)

operators = {}
for name in "abs atan ceil cos cosh erf erfc exp expm1 floor frac neg reciprocal relu sigmoid sign sin sinh square tan tanh trunc silu signbit".split():
    operators["unary." + name] = case(getattr(F, name) if name == "silu" else getattr(torch, name), A)
for name in "log log10 log1p log2 rsqrt sqrt".split():
    operators["unary." + name] = case(getattr(torch, name), Q)
for name in "acos asin".split():
    operators["unary." + name] = case(getattr(torch, name), P)
for name in "isfinite isnan isinf".split():
    operators["unary." + name] = case(getattr(torch, name), Z)
operators["unary.log_sigmoid"] = case(F.logsigmoid, A)
operators["unary.logical_not"] = case(torch.logical_not, M)
operators["unary.bitwise_not"] = case(torch.bitwise_not, J)
operators["unary.nonzero"] = case(torch.nonzero, M)
operators["unary.gelu"] = case(F.gelu, A)

for name in "add sub mul div maximum minimum atan2 remainder eq ne lt le gt ge".split():
    operators["binary." + name] = case(getattr(torch, name), A, B)
operators["binary.eq equal"] = case(torch.eq, J, K)
operators["binary.max"] = case(torch.max, A, B)
operators["binary.min"] = case(torch.min, A, B)
operators["binary.pow"] = case(torch.pow, Q, B)
for name in "logical_and logical_or logical_xor".split():
    operators["binary." + name] = case(getattr(torch, name), M, N)
for name in "bitwise_and bitwise_or bitwise_xor".split():
    operators["binary." + name] = case(getattr(torch, name), J, K)
for name in "add sub mul div remainder eq ne lt le gt ge pow".split():
    operators["scalar." + name] = case(lambda a, f=getattr(torch, name): f(a, 2), Q)

operators |= {
    "add broadcast": case(lambda a, v: a + v, A, V),
    "add alpha": case(lambda a, b: torch.add(a, b, alpha=0.5), A, B),
    "add scalar alpha": case(lambda a: torch.add(a, 3, alpha=0.5), A),
    "div trunc": case(lambda a, b: torch.div(a, b, rounding_mode="trunc"), A, B),
    "div floor": case(lambda a: torch.div(a, 0.4, rounding_mode="floor"), A),
    "number minus": case(lambda a: 2.5 - a, A),
    "number over": case(lambda a: 2.5 / a, A),
    "number below": case(lambda a: 0.5 < a, A),
    "minus": case(lambda a: -a, A),
    "lerp": case(torch.lerp, A, B, P),
    "addcmul_": case(lambda a, b, p: a.clone().addcmul_(b, p, value=0.3), A, B, P),
    "addcdiv_": case(lambda a, b, p: a.clone().addcdiv_(b, p, value=0.3), A, B, P),
    "in place chain": case(lambda a, b: a.clone().add_(b).mul_(b).sub_(1.5).div_(b).add_(b, alpha=2).mul_(3).sub_(b).div_(2), A, B),
    "matmul": case(torch.matmul, A, C),
    "matmul batched": case(torch.matmul, S, T),
    "mm": case(torch.mm, A, C),
    "bmm": case(torch.bmm, S, T),
    "mv": case(torch.mv, A, V),
    "dot": case(torch.dot, V, W),
    "outer": case(torch.outer, V, W),
    "einsum": case(lambda s, t: torch.einsum("bij,bjk->ik", s, t), S, T),
    "where": case(lambda m, a, b: torch.where(m, a, b), M, A, B),
    "softplus": case(lambda a: F.softplus(a, 2, 1.5), A),
    "elu": case(lambda a: F.elu(a, 0.7), A),
    "leaky_relu": case(lambda a: F.leaky_relu(a, 0.2), A),
    "round": case(lambda a: torch.round(a * 1.234, decimals=1), A),
    "logit": case(lambda p: torch.logit(p, 0.15), P),
    "nan_to_num": case(lambda z: torch.nan_to_num(z, 0.5, 9, -9), Z),
    "clamp": case(lambda a: torch.clamp(a, -1, 1.5), A),
    "clamp below": case(lambda a: torch.clamp(a, min=0.1), A),
    "clamp_": case(lambda a: (a * 1).clamp_(-1, 1.5), A),
    "cumsum": case(lambda a: torch.cumsum(a, 1), A),
    "softmax": case(lambda a: torch.softmax(a, 1), A),
    "log_softmax": case(lambda a: torch.log_softmax(a, 0), A),
    "fill_": case(lambda a: (a * 1).fill_(2), A),
    "zero_": case(lambda a: (a * 1).zero_(), A),
    # reductions
    "sum": case(torch.sum, A),
    "sum dim": case(lambda s: s.sum(1), S),
    "sum dims": case(lambda s: s.sum((0, 2), keepdim=True), S),
    "sum of int": case(torch.sum, J),
    "mean": case(torch.mean, A),
    "mean dims": case(lambda s: s.mean((1,)), S),
    "prod": case(torch.prod, A),
    "std": case(lambda a: torch.std(a), A),
    "std biased": case(lambda a: torch.std(a, unbiased=False), A),
    "std dim": case(lambda a: torch.std(a, 1, keepdim=True), A),
    "std dims": case(lambda s: torch.std(s, (0, 2), unbiased=False), S),
    "var": case(lambda a: torch.var(a), A),
    "var dim": case(lambda a: torch.var(a, 1, unbiased=False), A),
    "var dims": case(lambda s: torch.var(s, (0, 1)), S),
    "norm": case(lambda a: torch.norm(a), A),
    "norm 1": case(lambda a: torch.norm(a, 1), A),
    "norm dim": case(lambda a: torch.norm(a, 3, 1, keepdim=True), A),
    "logsumexp": case(lambda a: torch.logsumexp(a, 1), A),
    "max": case(torch.max, A),
    "max dim": case(lambda a: torch.max(a, 1), A),
    "min": case(torch.min, A),
    "min dim": case(lambda a: torch.min(a, 0, keepdim=True), A),
    "argmax": case(torch.argmax, A),
    "argmax dim": case(lambda a: torch.argmax(a, 1), A),
    "argmin": case(torch.argmin, A),
    "argmin dim": case(lambda a: torch.argmin(a, 0), A),
    "amax": case(lambda s: torch.amax(s, (0, 2)), S),
    "amin": case(lambda s: torch.amin(s, (1,)), S),
    "all": case(torch.all, M),
    "all dim": case(lambda m: torch.all(m, 0), M),
    "any": case(torch.any, N),
    "any dim": case(lambda m: torch.any(m, 1, keepdim=True), N),
    "median": case(torch.median, C),
    "count_nonzero": case(torch.count_nonzero, M),
    "count_nonzero dim": case(lambda m: torch.count_nonzero(m, 0), M),
    "sort": case(lambda a: torch.sort(a, 1, descending=True), A),
    "argsort": case(lambda a: torch.argsort(a, 0), A),
    "topk": case(lambda c: torch.topk(c, 2, 1), C),
    # shapes
    "T": case(lambda a: a.T, A),
    "mT": case(lambda s: s.mT, S),
    "t": case(torch.t, A),
    "view": case(lambda a: a.view(3, 2), A),
    "reshape": case(lambda a: a.t().reshape(2, -1), A),
    "flatten": case(lambda s: s.flatten(1), S),
    "unflatten": case(lambda c: c.unflatten(-1, (2, 2)), C),
    "squeeze": case(lambda a: a.reshape(1, 2, 1, 3).squeeze(), A),
    "squeeze dim": case(lambda a: a.reshape(1, 2, 1, 3).squeeze(2), A),
    "unsqueeze": case(lambda a: a.unsqueeze(-1), A),
    "transpose": case(lambda s: s.transpose(0, 2), S),
    "permute": case(lambda s: s.permute(2, 0, 1), S),
    "expand": case(lambda v: v.expand(4, -1), V),
    "expand_as": case(lambda v, a: v.expand_as(a), V, A),
    "repeat": case(lambda v: v.repeat(2, 2), V),
    "repeat_interleave": case(lambda a: a.repeat_interleave(2, 0), A),
    "flip": case(lambda a: a.flip(0, 1), A),
    "roll": case(lambda c: c.roll((1, 2), (0, 1)), C),
    "narrow": case(lambda c: c.narrow(1, 1, 2), C),
    "select": case(lambda s: s.select(2, 1), S),
    "slice": case(lambda c: c[:, 0:4:2], C),
    "diagonal": case(lambda c: c.diagonal(1), C),
    "diagonal dims": case(lambda s: s.diagonal(0, 1, 2), S),
    "tril": case(lambda c: c.tril(), C),
    "triu": case(lambda c: c.triu(1), C),
    "chunk": case(lambda c: c.chunk(2, 1), C),
    "split": case(lambda c: c.split(2, 0), C),
    "split sizes": case(lambda c: c.split((1, 3), 1), C),
    "unbind": case(lambda s: s.unbind(1), S),
    "contiguous": case(lambda a: a.t().contiguous(), A),
    "cat": case(lambda a, b: torch.cat((a, b, a), 1), A, B),
    "stack": case(lambda a, b: torch.stack((a, b), 1), A, B),
    # indexing
    "index number": case(lambda a: a[1], A),
    "index two": case(lambda a: a[1, 2], A),
    "index slices": case(lambda c: c[1:, ::2], C),
    "index ellipsis none": case(lambda s: s[..., None, 1], S),
    "index mask": case(lambda a, m: a[m], A, M),
    "index tensor": case(lambda c, j: c[:, j], C, torch.tensor([3, 0, 3])),
    "index two tensors": case(lambda c, i, j: c[i, j], C, torch.tensor([2, 0]), torch.tensor([1, 3])),
    "index_select": case(lambda c, j: c.index_select(1, j), C, torch.tensor([3, 0, 3])),
    "index_add": case(lambda a, j, b: a.index_add(0, j, b, alpha=2), A, torch.tensor([1, 1]), B),
    "gather": case(lambda a, i: a.gather(1, i), A, I),
    "scatter": case(lambda a, i, b: a.scatter(1, i, b), A, torch.tensor([[2, 0, 1], [1, 2, 0]]), B),
    "scatter_add": case(lambda a, i, b: a.scatter_add(1, i, b), A, I, B),
    "take_along_dim": case(lambda a, i: torch.take_along_dim(a, i, 1), A, I),
    "masked_fill": case(lambda a, m: a.masked_fill(m, 0.25), A, M),
    "masked_select": case(lambda a, m: a.masked_select(m), A, M),
    "type float": case(lambda a: a.float(), A),
    "type long": case(lambda a: a.long(), A),
    "clone": case(lambda a: a.clone(), A),
}


def store(a, value):
    b = a * 1
    b[:, 1] = value[:, 0]
    b[0, 2] = value[1, 1]
    return b


operators["index store"] = case(store, A, B)
operators["index_put_ accumulate"] = case(lambda c, i, v: c.clone().index_put_((i,), v, accumulate=True), C, torch.tensor([1, 1, 0]), x(0.1, 0.2, 0.3, 0.4))



def drawn(fn):
    torch.manual_seed(3)
    return case(fn)


operators |= {
    "create arange": case(lambda: torch.arange(7)),
    "create arange step": case(lambda: torch.arange(1, 2, 0.3, dtype=D)),
    "create linspace": case(lambda: torch.linspace(-1, 2, 5)),
    "create eye": case(lambda: torch.eye(2, 3, dtype=D)),
    "create full": case(lambda: torch.full((2, 2), 3)),
    "create full_like": case(lambda a: torch.full_like(a, 0.5), A),
    "create zeros_like": case(lambda a: torch.zeros_like(a, dtype=torch.int64), A),
    "create ones_like": case(torch.ones_like, A),
    "draw rand": drawn(lambda: torch.rand(2, 3)),
    "draw randn": drawn(lambda: torch.randn(4, 5)),
    "draw randn double": drawn(lambda: torch.randn(2, 3, dtype=D)),
    "draw randint": drawn(lambda: torch.randint(-5, 100, (6,))),
    "draw randperm": drawn(lambda: torch.randperm(9)),
    "draw normal_": drawn(lambda: torch.empty(3, dtype=D).normal_(1, 2)),
    "draw uniform_": drawn(lambda: torch.empty(3, dtype=D).uniform_(1, 2)),
    "draw bernoulli": drawn(lambda: torch.bernoulli(P)),
    "draw bernoulli_": drawn(lambda: torch.empty(8).bernoulli_(0.3)),
    "draw multinomial": drawn(lambda: torch.multinomial(x(0.1, 0.2, 0.3, 0.4), 6, replacement=True)),
    "draw multinomial rows": drawn(lambda: torch.multinomial(P, 2)),
}

# functional
weight, bias = C.t().contiguous(), x(0.1, -0.2, 0.3, 0.4)
operators |= {
    "F.linear": case(F.linear, A, weight, bias),
    "F.linear no bias": case(F.linear, A, weight),
    "F.relu": case(F.relu, A),
    "F.leaky_relu": case(lambda a: F.leaky_relu(a, 0.3), A),
    "F.elu": case(lambda a: F.elu(a, 1.3), A),
    "F.silu": case(F.silu, A),
    "F.gelu": case(F.gelu, A),
    "F.gelu tanh": case(lambda a: F.gelu(a, approximate="tanh"), A),
    "F.sigmoid": case(torch.sigmoid, A),
    "F.tanh": case(torch.tanh, A),
    "F.softplus": case(lambda a: F.softplus(a, 0.5, 1), A),
    "F.logsigmoid": case(F.logsigmoid, A),
    "F.softmax": case(lambda a: F.softmax(a, -1), A),
    "F.log_softmax": case(lambda a: F.log_softmax(a, -1), A),
    "F.layer_norm": case(lambda a, v, w: F.layer_norm(a, (3,), v, w, 1e-3), A, V, W),
    "F.batch_norm train": case(lambda a, v, w: F.batch_norm(a, None, None, v, w, True, 0.1, 1e-3), A, V, W),
    "F.batch_norm eval": case(lambda a, v, w: F.batch_norm(a, torch.tensor([0.1, 0.2, 0.3], dtype=D), torch.tensor([1.1, 1.2, 1.3], dtype=D), v, w), A, V, W),
    "F.one_hot": case(lambda i: F.one_hot(i, 4), I),
    "F.pad": case(lambda a: F.pad(a, (1, 0, 0, 2), value=0.5), A),
    "F.pad reflect": case(lambda s: F.pad(s, (1, 2), mode="reflect"), S),
    "F.pad replicate": case(lambda s: F.pad(s, (2, 1), mode="replicate"), S),
    "F.pad circular": case(lambda s: F.pad(s, (1, 1), mode="circular"), S),
}


X = A.float()
L = torch.tensor([0.1 * ((5 * i) % 17) - 0.8 for i in range(24)]).reshape(4, 3, 2)


class Nested(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(3, 4)
        self.blocks = nn.ModuleList([nn.Sequential(nn.Linear(4, 4), nn.BatchNorm1d(4), nn.ReLU()) for _ in range(2)])
        self.scale = nn.Parameter(torch.full((4,), 0.5))
        self.register_buffer("shift", torch.arange(4.0))
        self.last = nn.Sequential()
        self.last.add_module("norm", nn.LayerNorm(4))
        self.last.add_module("out", nn.Linear(4, 1, bias=False))

    def forward(self, t):
        t = self.first(t)
        for block in self.blocks:
            t = block(t)
        return self.last(t * self.scale + self.shift)


layers = {
    "Linear": layer(lambda: nn.Linear(3, 5), X),
    "Linear no bias": layer(lambda: nn.Linear(3, 2, bias=False), X),
    "Linear double": layer(lambda: nn.Linear(3, 2, dtype=D), A),
    "BatchNorm1d": layer(lambda: nn.BatchNorm1d(3), X),
    "BatchNorm1d three dimensions": layer(lambda: nn.BatchNorm1d(3, eps=1e-2, momentum=0.3), L),
    "BatchNorm1d plain": layer(lambda: nn.BatchNorm1d(3, affine=False, track_running_stats=False), X),
    "LayerNorm": layer(lambda: nn.LayerNorm(3, eps=1e-4), X),
    "LayerNorm two": layer(lambda: nn.LayerNorm((3, 2)), L),
    "LayerNorm plain": layer(lambda: nn.LayerNorm(3, elementwise_affine=False), X),
    "Dropout": layer(lambda: nn.Dropout(0.4), L),
    "ReLU": layer(lambda: nn.ReLU(), X),
    "ReLU in place": layer(lambda: nn.Sequential(nn.Linear(3, 3), nn.ReLU(True)), X),
    "LeakyReLU": layer(lambda: nn.LeakyReLU(0.2), X),
    "ELU": layer(lambda: nn.ELU(0.8), X),
    "SiLU": layer(lambda: nn.SiLU(), X),
    "GELU": layer(lambda: nn.GELU(), X),
    "GELU tanh": layer(lambda: nn.GELU("tanh"), X),
    "Sigmoid": layer(lambda: nn.Sigmoid(), X),
    "Tanh": layer(lambda: nn.Tanh(), X),
    "Softmax": layer(lambda: nn.Softmax(1), X),
    "LogSoftmax": layer(lambda: nn.LogSoftmax(1), X),
    "Softplus": layer(lambda: nn.Softplus(2, 1), X),
    "Identity": layer(lambda: nn.Identity(), X),
    "Flatten": layer(lambda: nn.Flatten(), L),
    "MLP": layer(lambda: nn.Sequential(nn.Linear(3, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Dropout(0.3), nn.Linear(8, 1)), X),
    "Nested": layer(Nested, X),
}


def init(fn, *shape):
    torch.manual_seed(5)
    return dump(fn(torch.empty(*shape)))


inits = {
    "uniform_": init(lambda t: nn.init.uniform_(t, -1, 2), 2, 3),
    "normal_": init(lambda t: nn.init.normal_(t, 0.5, 2), 2, 3),
    "constant_": init(lambda t: nn.init.constant_(t, 0.25), 2, 3),
    "ones_": init(nn.init.ones_, 2),
    "zeros_": init(nn.init.zeros_, 2),
    "xavier_uniform_": init(lambda t: nn.init.xavier_uniform_(t, 1.5), 3, 4),
    "xavier_normal_": init(nn.init.xavier_normal_, 3, 4, 2),
    "kaiming_uniform_": init(lambda t: nn.init.kaiming_uniform_(t, math.sqrt(5)), 3, 4),
    "kaiming_uniform_ fan_out": init(lambda t: nn.init.kaiming_uniform_(t, 0, "fan_out", "relu"), 3, 4, 2),
    "kaiming_normal_": init(lambda t: nn.init.kaiming_normal_(t, 0.1), 3, 4),
    "gains": dump(torch.tensor([nn.init.calculate_gain(*g) for g in (("linear",), ("sigmoid",), ("tanh",), ("relu",), ("leaky_relu", 0.2))], dtype=D)),
}

labels = torch.tensor([[1.0, 0, 1], [0, 0, 1]], dtype=D)
event = x(0.5, 2.0).reshape(2, 1)
pos = x(0.5, 2, 1.5)
classes = torch.tensor([2, 0])
per_class = x(0.5, 1.5, 2)
losses = {}
for how in "none mean sum".split():
    r = {"reduction": how}
    losses |= {
        f"BCE {how}": case(lambda p: F.binary_cross_entropy(p, labels, **r), P),
        f"BCE weight {how}": case(lambda p: F.binary_cross_entropy(p, labels, Q, **r), P),
        f"BCE event weight {how}": case(lambda p: F.binary_cross_entropy(p, labels, event.expand(2, 3), **r), P),
        f"BCEWithLogits {how}": case(lambda a: F.binary_cross_entropy_with_logits(a, labels, **r), A),
        f"BCEWithLogits weight {how}": case(lambda a: F.binary_cross_entropy_with_logits(a, labels, Q, **r), A),
        f"BCEWithLogits event weight, pos_weights {how}": case(lambda a: F.binary_cross_entropy_with_logits(a, labels, event, pos_weight=pos, **r), A),
        f"CrossEntropy {how}": case(lambda a: F.cross_entropy(a, classes, **r), A),
        f"CrossEntropy weight {how}": case(lambda a: F.cross_entropy(a, classes, per_class, **r), A),
        f"CrossEntropy smoothing {how}": case(lambda a: F.cross_entropy(a, classes, per_class, label_smoothing=0.1, **r), A),
        f"CrossEntropy ignore {how}": case(lambda a: F.cross_entropy(a, classes, ignore_index=0, **r), A),
        f"NLL {how}": case(lambda a: F.nll_loss(a, classes, per_class, **r), A),
        f"MSE {how}": case(lambda a, b: F.mse_loss(a, b, **r), A, B),
        f"L1 {how}": case(lambda a, b: F.l1_loss(a, b, **r), A, B),
        f"SmoothL1 {how}": case(lambda a, b: F.smooth_l1_loss(a, b, beta=0.6, **r), A, B),
        f"Huber {how}": case(lambda a, b: F.huber_loss(a, b, delta=0.6, **r), A, B),
    }

for file, content in (("operators", operators), ("layers", layers), ("losses", losses), ("init", inits)):
    write(file, content)
