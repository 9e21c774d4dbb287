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
print(json.dumps(rates, indent=1))
