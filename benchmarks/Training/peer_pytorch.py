"""The same work in PyTorch: peer_pytorch.py boundary | mlp WIDTHS THREADS SECONDS foreach|loop | cnn NAME THREADS SECONDS channels_last|contiguous [BATCH]"""
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
    train(torch.nn.Sequential(*layers[:-1]), torch.randn(BATCH * BATCHES, sizes[0]), BATCH, seconds, foreach)


class Residual(torch.nn.Module):
    def __init__(self, i, o, stride):
        super().__init__()
        self.conv1, self.bn1 = torch.nn.Conv2d(i, o, 3, stride, 1, bias=False), torch.nn.BatchNorm2d(o)
        self.conv2, self.bn2 = torch.nn.Conv2d(o, o, 3, 1, 1, bias=False), torch.nn.BatchNorm2d(o)
        self.downsample = None
        if stride != 1 or i != o:
            self.downsample = torch.nn.Sequential(torch.nn.Conv2d(i, o, 1, stride, bias=False), torch.nn.BatchNorm2d(o))

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)), inplace=True)
        y = self.bn2(self.conv2(y))
        y += x if self.downsample is None else self.downsample(x)
        return F.relu(y, inplace=True)


def convnet(w=32):
    n = torch.nn
    layers, i = [], 1
    for kernel, pool in ((11, 2), (3, 3), (3, 3)):
        layers += [n.Conv2d(i, w, kernel, padding=kernel - 1), n.ReLU(inplace=True), n.MaxPool2d(pool)]
        i = w
    return n.Sequential(*layers, n.LocalResponseNorm(5, 5e-4, 0.75, 2), n.Dropout(0.2), n.Flatten(), n.Linear(4 * w, 64), n.ReLU(), n.Dropout(0.1), n.Linear(64, 1))


def resnet(w=16):
    n = torch.nn
    layers, i = [n.Conv2d(1, w, 3, padding=1, bias=False), n.BatchNorm2d(w), n.ReLU(inplace=True)], w
    for stage in range(3):
        for block in range(2):
            layers.append(Residual(i, w << stage, 2 if stage and not block else 1))
            i = w << stage
    return n.Sequential(*layers, n.AdaptiveAvgPool2d(1), n.Flatten(), n.Linear(i, 1))


def cnn(name, threads, seconds, channels_last, batch):
    torch.set_num_threads(threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(1)
    model = {"convnet": convnet, "resnet": resnet}[name]()
    features = 10 * (torch.rand(batch * 16, 1, 25, 25) - 0.9).relu()
    if channels_last:
        model, features = model.to(memory_format=torch.channels_last), features.to(memory_format=torch.channels_last)
    train(model, features, batch, seconds, True)


def train(model, features, batch, seconds, foreach):
    batches = len(features) // batch
    optimiser = torch.optim.Adam(model.parameters(), lr=1e-3, foreach=foreach)
    labels = (torch.rand(batch * batches) < 0.4).float()
    weights = torch.rand(batch * batches) + 0.5

    def step(at):
        x, y, w = features.narrow(0, at, batch), labels.narrow(0, at, batch), weights.narrow(0, at, batch)
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
                total += step((steps + i) % batches * batch)
                times.append(time.perf_counter() - now)
            steps += 16
        return steps, time.perf_counter() - begin, time.process_time() - cpu, total / steps, sorted(times)[len(times) // 10]

    run(seconds / 4)
    steps, wall, cpu, loss, quiet = run(seconds)
    print(f"events/s {steps * batch / wall:.0f} us/step {wall / steps * 1e6:.1f} cpu-us/step {cpu / steps * 1e6:.1f} quiet-us/step {quiet * 1e6:.1f} loss {loss:.6f}")


if sys.argv[1] == "boundary":
    boundary()
elif sys.argv[1] == "cnn":
    cnn(sys.argv[2], int(sys.argv[3]), float(sys.argv[4]), sys.argv[5] == "channels_last", int(sys.argv[6]) if len(sys.argv) > 6 else 128)
else:
    mlp(sys.argv[2], int(sys.argv[3]), float(sys.argv[4]), sys.argv[5] == "foreach")
