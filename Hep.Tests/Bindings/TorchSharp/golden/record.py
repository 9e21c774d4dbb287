"""What a golden file holds of a PyTorch function or layer: inputs, results, gradients. Used by generate.py, images.py and sequences.py.

The cotangent of every result is cos(1), cos(2), ... in the order of its elements; gradients are those of the sum of
result times cotangent.
"""
import json
import math
import os

import torch

HERE = os.path.dirname(os.path.abspath(__file__))
D = torch.float64


def number(v, digits):
    if isinstance(v, bool) or isinstance(v, int):
        return int(v)
    return str(v).replace("nan", "NaN").replace("inf", "Infinity") if not math.isfinite(v) else float("%.*g" % (digits, v))


def dump(t, digits=14):
    kinds = {torch.float64: "f8", torch.float32: "f4", torch.int64: "i8", torch.int32: "i4", torch.bool: "b1"}
    return {"t": kinds[t.dtype], "s": list(t.shape), "v": [number(v, digits) for v in t.detach().reshape(-1).tolist()]}


def cotangent(t):
    return torch.arange(1, t.numel() + 1, dtype=D).cos().to(t.dtype).reshape(t.shape)


def record(inputs, outputs, wanted):
    score = [(o * cotangent(o)).sum() for o in outputs if o.requires_grad]
    grads = torch.autograd.grad(sum(score), wanted, allow_unused=True) if score and wanted else [None] * len(wanted)
    return {"in": [dump(i) for i in inputs], "out": [dump(o) for o in outputs], "grad": [None if g is None else dump(g) for g in grads]}


def several(out):
    return list(out) if isinstance(out, (tuple, list)) else [out]


def case(fn, *inputs):
    leaves = [i.clone().requires_grad_(i.is_floating_point()) for i in inputs]
    return record(inputs, several(fn(*leaves)), [i for i in leaves if i.is_floating_point()])


def x(*v, shape=None, dtype=D):
    t = torch.tensor(v, dtype=dtype)
    return t if shape is None else t.reshape(shape)


def layer(build, *data, call=lambda module, *inputs: module(*inputs), seed=11):
    """First values come in the layer's own type; with data in double it is converted before it runs, so that rounding is none of the test's matter.
    Evaluation is there where it gives something else than training."""
    torch.manual_seed(seed)
    module = build()
    start = {k: dump(v, 17) for k, v in module.state_dict().items()}
    real = [d.dtype for d in data if d.is_floating_point()]
    module = module.to(real[0]) if real else module
    torch.manual_seed(seed + 1)
    leaves = [d.clone().requires_grad_(d.is_floating_point()) for d in data]
    wanted = [i for i in [*leaves, *module.parameters()] if i.requires_grad]
    trained = record(data, several(call(module, *leaves)), wanted)
    after = {k: dump(v) for k, v in module.named_buffers()}
    module.eval()
    evaluated = [dump(o) for o in several(call(module, *data))]
    return {"start": start, "train": trained, "buffers": after} | ({} if evaluated == trained["out"] else {"eval": evaluated})


def write(file, content):
    with open(os.path.join(HERE, file + ".json"), "w") as out:
        out.write("{\n" + ",\n".join(f"{json.dumps(k)}:{json.dumps(v, separators=(',', ':'))}" for k, v in content.items()) + "\n}\n")
