"""Writes schedules.json: the learning rate of the last step of each epoch, from PyTorch's schedulers.

    python3 make_schedules.py > schedules.json
"""
import json

import torch
from torch.optim import lr_scheduler as s

EPOCHS, BATCHES, RATE = 8, 3, 0.02
SCHEDULES = {
    "constant": lambda o: None,
    "step": lambda o: s.StepLR(o, 3, 0.5),
    "exponential": lambda o: s.ExponentialLR(o, 0.9),
    "cosine": lambda o: s.CosineAnnealingLR(o, EPOCHS, 1e-4),
    "one_cycle": lambda o: s.OneCycleLR(o, RATE, total_steps=EPOCHS * BATCHES, pct_start=0.3, cycle_momentum=False, div_factor=25, final_div_factor=1e4),
    "inverse_time": lambda o: s.LambdaLR(o, lambda epoch: 1 / (1 + 0.3 * epoch)),
    "plateau": lambda o: s.ReduceLROnPlateau(o, factor=0.1, patience=1, threshold=1e-4, min_lr=1e-6),
}
rates = {}
for name, make in SCHEDULES.items():
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], RATE)
    schedule = make(optimizer)
    rates[name] = []
    for epoch in range(EPOCHS):
        for batch in range(BATCHES):
            used = optimizer.param_groups[0]["lr"]
            optimizer.step()
            if name == "one_cycle":
                schedule.step()
        rates[name].append(used)
        if name == "plateau":
            schedule.step(1.0 + epoch)  # never better than after the first epoch
        elif schedule and name != "one_cycle":
            schedule.step()

# A warm-up of so many batches in front: PyTorch's LinearLR batch by batch, then the schedule by epochs that have a batch behind it.
WARMUPS = {
    "constant after 4 batches": ("constant", 4, 0.25),
    "exponential after 6 batches": ("exponential", 6, 0.01),
    "step after 4 batches": ("step", 4, 0.1),
    "cosine after 3 batches": ("cosine_7", 3, 0.5),
}
SCHEDULES["cosine_7"] = lambda o: s.CosineAnnealingLR(o, EPOCHS - 1, 1e-4)
for name, (after, length, start) in WARMUPS.items():
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], RATE)
    rise = s.LinearLR(optimizer, start_factor=start, total_iters=length)
    schedule, done = None, 0
    rates[name] = []
    for epoch in range(EPOCHS):
        for batch in range(BATCHES):
            used = optimizer.param_groups[0]["lr"]
            optimizer.step()
            if done < length:
                rise.step()
            done += 1
            if done == length:
                optimizer.param_groups[0]["lr"] = RATE
                schedule = SCHEDULES[after](optimizer)
        rates[name].append(used)
        if done > length and schedule:
            schedule.step()
print(json.dumps(rates, indent=1))
