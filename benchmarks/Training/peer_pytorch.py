"""The same work in PyTorch: peer_pytorch.py boundary | mlp WIDTHS THREADS SECONDS foreach|loop"""
import sys
import time

import torch
import torch.nn.functional as F

BATCH, BATCHES = 256, 64


def boundary():
    torch.set_num_threads(1)
    a, b = torch.ones(2, 2), torch.ones(2, 2)

    def run(calls):
        begin = time.perf_counter()
        for _ in range(calls):
            a + b
        return (time.perf_counter() - begin) / calls * 1e9

    with torch.no_grad():
        run(200_000)
        print(f"ns {min(run(20_000) for _ in range(40)):.0f}")


def mlp(widths, threads, seconds, foreach):
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    sizes = [int(w) for w in widths.split("-")]
    layers = []
    for before, after in zip(sizes, sizes[1:]):
        layers += [torch.nn.Linear(before, after), torch.nn.ReLU()]
    model = torch.nn.Sequential(*layers[:-1])
    optimiser = torch.optim.Adam(model.parameters(), lr=1e-3, foreach=foreach)
    features = torch.randn(BATCH * BATCHES, sizes[0])
    labels = (torch.rand(BATCH * BATCHES) < 0.4).float()
    weights = torch.rand(BATCH * BATCHES) + 0.5

    def step(at):
        x, y, w = features.narrow(0, at, BATCH), labels.narrow(0, at, BATCH), weights.narrow(0, at, BATCH)
        optimiser.zero_grad(set_to_none=True)
        loss = F.binary_cross_entropy_with_logits(model(x).squeeze(-1), y, weight=w)
        loss.backward()
        optimiser.step()
        return loss.item()

    def run(limit):
        steps, total, times = 0, 0.0, []
        begin, cpu = time.perf_counter(), time.process_time()
        while time.perf_counter() - begin < limit:
            for i in range(16):
                now = time.perf_counter()
                total += step((steps + i) % BATCHES * BATCH)
                times.append(time.perf_counter() - now)
            steps += 16
        return steps, time.perf_counter() - begin, time.process_time() - cpu, total / steps, sorted(times)[len(times) // 10]

    run(seconds / 4)
    steps, wall, cpu, loss, quiet = run(seconds)
    print(f"events/s {steps * BATCH / wall:.0f} us/step {wall / steps * 1e6:.1f} cpu-us/step {cpu / steps * 1e6:.1f} quiet-us/step {quiet * 1e6:.1f} loss {loss:.6f}")


if sys.argv[1] == "boundary":
    boundary()
else:
    mlp(sys.argv[2], int(sys.argv[3]), float(sys.argv[4]), sys.argv[5] == "foreach")
