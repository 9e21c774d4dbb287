"""Ten steps of every optimiser and thirty epochs of every schedule by PyTorch: writes optim.json beside this file.

Made with PyTorch 1.13.1 (Debian 12): /usr/bin/python3 optim.py
"""
import json
import os

import torch
from torch.optim import lr_scheduler as S

SHAPES = [[5, 3], [7], [1, 19]]
STEPS = 10
generator = torch.Generator().manual_seed(20140512)
start = [torch.randn(s, generator=generator, dtype=torch.float32) for s in SHAPES]
grads = [[torch.randn(s, generator=generator, dtype=torch.float32) for s in SHAPES] for _ in range(STEPS)]
# A parameter without a gradient in one step is left alone in it.
grads[4][1] = None

OPTIMISERS = {
    "SGD": (torch.optim.SGD, [
        dict(lr=0.05),
        dict(lr=0.05, weight_decay=0.01, maximize=True),
        dict(lr=0.05, momentum=0.9),
        dict(lr=0.05, momentum=0.9, dampening=0.1, weight_decay=0.02),
        dict(lr=0.05, momentum=0.8, nesterov=True, weight_decay=0.01),
    ]),
    "Adam": (torch.optim.Adam, [
        dict(),
        dict(lr=0.01, betas=(0.8, 0.99), eps=1e-6, weight_decay=0.1),
        dict(lr=0.01, amsgrad=True, weight_decay=0.01),
        dict(lr=0.01, maximize=True),
    ]),
    "AdamW": (torch.optim.AdamW, [
        dict(weight_decay=0.0),
        dict(lr=0.01, betas=(0.8, 0.99), eps=1e-6, weight_decay=0.1),
        dict(lr=0.01, amsgrad=True, weight_decay=0.01, maximize=True),
    ]),
    "RMSProp": (torch.optim.RMSprop, [
        dict(),
        dict(lr=0.005, alpha=0.9, eps=1e-6, weight_decay=0.1, maximize=True),
        dict(lr=0.005, momentum=0.9),
        dict(lr=0.005, centered=True),
        dict(lr=0.005, momentum=0.7, centered=True, weight_decay=0.01),
    ]),
    "Adagrad": (torch.optim.Adagrad, [
        dict(),
        dict(lr=0.05, lr_decay=0.1, weight_decay=0.1, initial_accumulator_value=0.5, eps=1e-6),
    ]),
    "Adadelta": (torch.optim.Adadelta, [
        dict(),
        dict(lr=0.5, rho=0.8, eps=1e-5, weight_decay=0.1, maximize=True),
    ]),
}


def flat(tensors):
    return [None if t is None else [float(x) for x in t.flatten()] for t in tensors]


def run(kind, options, dtype):
    parameters = [torch.nn.Parameter(t.detach().clone().to(dtype)) for t in start]
    optimiser = kind(parameters, **options)
    for step in grads:
        for p, g in zip(parameters, step):
            p.grad = None if g is None else g.clone().to(dtype)
        optimiser.step()
    return flat(p.detach() for p in parameters)


METRICS = [1.0, 0.9, 0.91, 0.92, 0.93, 0.8, 0.79999, 0.85, 0.85, 0.85, 0.85, 0.85, 0.7, 0.71, 0.72,
           0.73, 0.74, 0.75, 0.76, 0.77, 0.78, 0.6, 0.61, 0.62, 0.63, 0.64, 0.65, 0.66, 0.67, 0.68]
SCHEDULES = {
    "StepLR": (S.StepLR, [dict(step_size=7), dict(step_size=4, gamma=0.5)]),
    "MultiStepLR": (S.MultiStepLR, [dict(milestones=[3, 11, 20], gamma=0.3)]),
    "ConstantLR": (S.ConstantLR, [dict(), dict(factor=0.25, total_iters=9)]),
    "LinearLR": (S.LinearLR, [dict(), dict(start_factor=0.1, end_factor=0.7, total_iters=12)]),
    "ExponentialLR": (S.ExponentialLR, [dict(gamma=0.93)]),
    "CosineAnnealingLR": (S.CosineAnnealingLR, [dict(T_max=30), dict(T_max=8, eta_min=1e-4)]),
    "LambdaLR": (S.LambdaLR, [dict(lr_lambda=lambda epoch: 1 / (1 + 0.1 * epoch))]),
    "OneCycleLR": (S.OneCycleLR, [
        dict(max_lr=0.2, total_steps=31),
        dict(max_lr=0.2, epochs=8, steps_per_epoch=4, anneal_strategy="linear", pct_start=0.4, div_factor=10, final_div_factor=100),
        dict(max_lr=0.2, total_steps=40, three_phase=True, base_momentum=0.8, max_momentum=0.9),
    ]),
    "ReduceLROnPlateau": (S.ReduceLROnPlateau, [
        dict(patience=2),
        dict(mode="max", factor=0.5, patience=1, threshold=0.01, threshold_mode="abs", cooldown=2, min_lr=0.004),
    ]),
}


def epochs(kind, options):
    optimiser = torch.optim.SGD([
        dict(params=[torch.nn.Parameter(torch.zeros(2))]),
        dict(params=[torch.nn.Parameter(torch.zeros(2))], lr=0.02),
    ], lr=0.1, momentum=0.9)
    schedule = kind(optimiser, **options)
    rates = []
    for metric in METRICS:
        rates.append([g["lr"] for g in optimiser.param_groups] + [optimiser.param_groups[0]["momentum"]])
        optimiser.step()
        schedule.step(metric) if kind is S.ReduceLROnPlateau else schedule.step()
    return rates


def plain(options):
    return {k: v for k, v in options.items() if not callable(v)}


out = {
    "torch": torch.__version__,
    "shapes": SHAPES,
    "start": flat(start),
    "gradients": [flat(step) for step in grads],
    "optimisers": [
        dict(name=name, options=options, float=run(kind, options, torch.float32), double=run(kind, options, torch.float64))
        for name, (kind, cases) in OPTIMISERS.items() for options in cases
    ],
    "metrics": METRICS,
    "schedules": [
        dict(name=name, options=plain(options), rates=epochs(kind, options))
        for name, (kind, cases) in SCHEDULES.items() for options in cases
    ],
}


def rows(value, depth):
    """JSON with one line an entry, so that a change is a readable difference."""
    if depth and isinstance(value, dict):
        return "{\n" + ",\n".join(json.dumps(k) + ": " + rows(v, depth - 1) for k, v in value.items()) + "\n}"
    if depth and isinstance(value, list):
        return "[\n" + ",\n".join(rows(v, depth - 1) for v in value) + "\n]"
    return json.dumps(value)


with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "optim.json"), "w") as f:
    f.write(rows(out, 2) + "\n")
