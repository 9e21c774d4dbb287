"""Writes losses.json: losses of a training, with the gradients after the prediction, from PyTorch in double precision.

    python3 make_losses.py > losses.json
"""
import json

import torch
import torch.nn.functional as F

prediction = torch.tensor([-40.0, -3.0, -0.7, -1e-3, 0.0, 0.4, 1.5, 6.0, 30.0, 0.9], dtype=torch.float64)
labels = torch.tensor([0, 1, 0, 1, 1, 0, 1, 0, 1, 1], dtype=torch.float64)
targets = torch.tensor([-38.0, -3.5, 0.7, 0.25, 2.0, 0.5, -1.5, 6.1, 10.0, 0.0], dtype=torch.float64)
weights = torch.tensor([1.0, 0.5, 2.0, 1.0, -0.5, 1.5, 1.0, 0.25, 3.0, 1.0], dtype=torch.float64)


def focal(z, gamma, alpha):
    wrong = torch.sigmoid(-z) * labels + torch.sigmoid(z) * (1 - labels)
    a = 1.0 if alpha is None else alpha * labels + (1 - alpha) * (1 - labels)
    ln_q = F.logsigmoid(z) * labels + F.logsigmoid(-z) * (1 - labels)
    return (-weights * a * wrong ** gamma * ln_q).mean()


def smoothed(z, s):
    return F.binary_cross_entropy_with_logits(z, labels * (1 - s) + s / 2, weights)


CASES = {
    "bce": lambda z: F.binary_cross_entropy_with_logits(z, labels, weights),
    "smoothed": lambda z: smoothed(z, 0.1),
    "focal 2": lambda z: focal(z, 2.0, None),
    "focal 0.5 0.25": lambda z: focal(z, 0.5, 0.25),
    "focal 0 0.75": lambda z: focal(z, 0.0, 0.75),
    "squared": lambda p: (weights * F.mse_loss(p, targets, reduction="none")).mean(),
    "absolute": lambda p: (weights * F.l1_loss(p, targets, reduction="none")).mean(),
    "huber": lambda p: (weights * F.huber_loss(p, targets, reduction="none", delta=0.8)).mean(),
    "log_cosh": lambda p: (weights * torch.log(torch.cosh(p - targets))).mean(),
    "quantile": lambda p: (weights * torch.where(targets >= p, 0.9 * (targets - p), 0.1 * (p - targets))).mean(),
}
out = {"prediction": prediction.tolist(), "labels": labels.tolist(), "targets": targets.tolist(), "weights": weights.tolist()}
for name, loss in CASES.items():
    p = prediction.clone().requires_grad_()
    value = loss(p)
    value.backward()
    out[name] = {"value": value.item(), "gradient": p.grad.tolist()}
print(json.dumps(out, indent=1))
