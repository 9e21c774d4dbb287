"""Weights on their way between PyTorch and Hep, with no package but PyTorch: safetensors files are a JSON header and bytes.

    python3 exchange.py

Writes module.safetensors (a PyTorch module whose layers are an nn.Sequential called layers), sequential.safetensors (the
nn.Sequential alone, in double precision) and exchange.json: inputs, and the logits of PyTorch 1.13 for them; for hep.safetensors
too, a checkpoint that the test ExchangeTests has written with HEP_ACCEPT=1, if it is there.
"""
import json
import pathlib
import struct

import torch
from torch import nn

HERE = pathlib.Path(__file__).parent
TYPES = {"F32": torch.float32, "F64": torch.float64, "I64": torch.int64}


def save(name, state):
    header, data = {}, b""
    for key, value in state.items():
        raw = value.contiguous().numpy().tobytes()
        kind = next(k for k, t in TYPES.items() if t == value.dtype)
        header[key] = {"dtype": kind, "shape": list(value.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    (HERE / name).write_bytes(struct.pack("<Q", len(text)) + text + data)


def load(name):
    raw = (HERE / name).read_bytes()
    size = struct.unpack("<Q", raw[:8])[0]
    header = json.loads(raw[8:8 + size])
    state = {}
    for key, entry in header.items():
        if key != "__metadata__":
            start, end = entry["data_offsets"]
            piece = bytearray(raw[8 + size + start:8 + size + end])
            value = torch.frombuffer(piece, dtype=TYPES[entry["dtype"]]) if piece else torch.empty(0, dtype=TYPES[entry["dtype"]])
            state[key] = value.reshape(entry["shape"]).clone()
    return state


def layers():
    return nn.Sequential(nn.Linear(2, 5), nn.BatchNorm1d(5), nn.SiLU(), nn.Linear(5, 3), nn.BatchNorm1d(3), nn.SiLU(), nn.Linear(3, 1))


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = layers()


torch.manual_seed(3)
network = Network()
for _ in range(20):
    network.layers(torch.randn(64, 2) * 2 + 1)
x = torch.randn(8, 2) * 3
network.eval()
save("module.safetensors", network.state_dict())
save("sequential.safetensors", {k: v.double() if v.is_floating_point() else v for k, v in network.layers.state_dict().items()})
result = {"x": x.flatten().tolist(), "pytorch": network.layers(x).flatten().tolist()}
if (HERE / "hep.safetensors").exists():
    state = load("hep.safetensors")
    ours = Network()
    ours.load_state_dict({k[len("network."):]: v for k, v in state.items() if k.startswith("network.")})
    ours.eval()
    result["hep"] = ours.layers((x - state["preprocessing.standardize_mean"]) / state["preprocessing.standardize_scale"]).flatten().tolist()
(HERE / "exchange.json").write_text(json.dumps(result, indent=1) + "\n")
