"""The same work in PyTorch: peer_pytorch.py THREADS, which reads shapes from standard input and answers each with its times."""
import sys
import time

import torch
import torch.nn.functional as F

FEATURES, OUTPUTS, BATCHES = 4, 5, 8


def measured(mode, kind, hidden, layers, batch, length, seconds):
    torch.manual_seed(1)
    net = getattr(torch.nn, kind)(FEATURES, hidden, layers)
    head = torch.nn.Linear(hidden, OUTPUTS)
    optimiser = torch.optim.Adam([*net.parameters(), *head.parameters()], lr=1e-3, foreach=True)
    inputs = torch.randn(BATCHES, length, batch, FEATURES)
    targets = torch.randn(BATCHES, length, batch, OUTPUTS)

    def train(at):
        optimiser.zero_grad(set_to_none=True)
        loss = F.mse_loss(head(net(inputs[at])[0]), targets[at])
        loss.backward()
        optimiser.step()
        return loss.item()

    def score(at):
        with torch.inference_mode():
            return head(net(inputs[at])[0]).mean().item()

    step = train if mode == "train" else score
    for i in range(BATCHES):
        last = step(i)
    times, begin = [], time.perf_counter()
    while time.perf_counter() - begin < seconds or len(times) < 5:
        now = time.perf_counter()
        step(len(times) % BATCHES)
        times.append(1e6 * (time.perf_counter() - now))
    times.sort()
    return times[len(times) // 2], times[len(times) // 10], last


torch.set_num_threads(int(sys.argv[1]))
for line in sys.stdin:
    mode, kind, *sizes, seconds = line.split()
    print(*measured(mode, kind, *map(int, sizes), float(seconds)), flush=True)
