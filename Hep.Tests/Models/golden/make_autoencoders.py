"""Writes autoencoders.json: autoencoders of PyTorch 1.13, in float64. Weights and inputs follow a formula, so that only results are kept: outputs, latent numbers, loss terms and one projection of each parameter's
gradient.

    python3 make_autoencoders.py > autoencoders.json
"""
import json

import torch
import torch.nn.functional as F
from torch import nn

SHAPE = (2, 6, 7)


class Local(nn.Module):
    def __init__(self, shape, outputs, kernel, stride, padding):
        super().__init__()
        c, h, w = shape
        self.size = ((h + 2 * padding - kernel) // stride + 1, (w + 2 * padding - kernel) // stride + 1)
        self.window = (kernel, 1, padding, stride)
        places = self.size[0] * self.size[1]
        self.weight = nn.Parameter(torch.zeros(places, c * kernel * kernel, outputs))
        self.bias = nn.Parameter(torch.zeros(outputs, places))

    def forward(self, x):
        return (torch.einsum("bkp,pko->bop", F.unfold(x, *self.window), self.weight) + self.bias).reshape(x.shape[0], -1, *self.size)


class Corner(nn.Module):
    def __init__(self, h, w):
        super().__init__()
        self.h, self.w = h, w

    def forward(self, x):
        return x[:, :, : self.h, : self.w]


def image(*shape):
    return nn.Unflatten(1, shape)


CASES = {
    "dense": (0, lambda: [nn.Linear(5, 4), nn.ELU(), nn.Linear(4, 3), nn.ELU(), nn.Linear(3, 2)], lambda: [nn.Linear(2, 3), nn.ELU(), nn.Linear(3, 4), nn.ELU(), nn.Linear(4, 5)]),
    "sparse": (0, lambda: [nn.Linear(5, 4), nn.Tanh(), nn.Linear(4, 2), nn.Sigmoid()], lambda: [nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 5), nn.Sigmoid()]),
    "variational": (2, lambda: [nn.Linear(5, 4), nn.ELU(), nn.Linear(4, 4)], lambda: [nn.Linear(2, 4), nn.ELU(), nn.Linear(4, 5)]),
    "convolutional": (0, lambda: [image(*SHAPE), nn.Conv2d(2, 3, 3, 2, 1), nn.ReLU(), nn.Conv2d(3, 4, 3, 2, 1), nn.ReLU(), nn.Flatten(), nn.Linear(16, 3)],
                      lambda: [nn.Linear(3, 16), nn.ReLU(), image(4, 2, 2), nn.Upsample(scale_factor=2), Corner(3, 4), nn.Conv2d(4, 3, 3, padding=1), nn.ReLU(),
                               nn.Upsample(scale_factor=2), Corner(6, 7), nn.Conv2d(3, 2, 3, padding=1), nn.Flatten(), nn.Softplus()]),
    "transposed": (0, lambda: [image(*SHAPE), nn.Conv2d(2, 3, 3, 2, 1), nn.ReLU(), nn.Conv2d(3, 4, 3, 2, 1), nn.ReLU(), nn.Flatten(), nn.Linear(16, 3)],
                   lambda: [nn.Linear(3, 16), nn.ReLU(), image(4, 2, 2), nn.ConvTranspose2d(4, 3, 3, 2, 1, (0, 1)), nn.ReLU(), nn.ConvTranspose2d(3, 2, 3, 2, 1, (1, 0)), nn.Flatten()]),
    "locally connected": (2, lambda: [image(*SHAPE), Local(SHAPE, 3, 3, 2, 1), nn.ELU(), nn.Flatten(), nn.Linear(36, 4)],
                          lambda: [nn.Linear(2, 36), nn.ELU(), image(3, 3, 4), nn.Upsample(scale_factor=2), Corner(6, 7), Local((3, 6, 7), 2, 3, 1, 1), nn.Flatten()]),
}


def formula(t, phase):
    return torch.cos(0.7 * torch.arange(t.numel(), dtype=torch.float64) + phase).reshape(t.shape)


def case(latent, encoder, decoder):
    net = nn.Module()
    net.encoder, net.decoder = nn.Sequential(*encoder()), nn.Sequential(*decoder())
    net = net.double()
    state = net.state_dict()
    with torch.no_grad():
        for phase, key in enumerate(sorted(state)):
            state[key].copy_(0.3 * formula(state[key], phase))
    inputs = 5 if isinstance(net.encoder[0], nn.Linear) else SHAPE[0] * SHAPE[1] * SHAPE[2]
    x = formula(torch.zeros(4, inputs), 0.1).abs()
    code = net.encoder(x)
    mean = code[:, :latent] if latent else code
    r = net.decoder(mean)
    terms = {"squared": F.mse_loss(r, x, reduction="sum"), "poisson": (F.poisson_nll_loss(r.clamp(1e-6), x, log_input=False, eps=0, reduction="none") + x * x.log() - x).sum()}
    if latent:
        terms["kl"] = torch.distributions.kl_divergence(torch.distributions.Normal(mean, (0.5 * code[:, latent:]).exp()), torch.distributions.Normal(0.0, 1.0)).sum()
    if isinstance(net.encoder[-1], nn.Sigmoid):
        bernoulli = torch.distributions.Bernoulli
        terms["sparsity"] = torch.distributions.kl_divergence(bernoulli(torch.tensor(0.1, dtype=torch.float64)), bernoulli(mean.mean(0))).sum()
    (terms["squared"] + sum(terms.get(name, 0) for name in ("kl", "sparsity"))).backward()
    return {
        "Reconstruction": r.flatten().tolist(), "Mean": mean.flatten().tolist(), "Terms": {k: v.item() for k, v in terms.items()},
        "Gradients": {k: (p.grad * formula(p, 0.5)).sum().item() for k, p in net.named_parameters()},
    }


print(json.dumps({name: case(*parts) for name, parts in CASES.items()}, indent=1))
