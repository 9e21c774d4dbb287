"""Writes small.safetensors by the published layout alone: length, JSON header padded with spaces to eight bytes, data.

    python3 make_small.py
"""
import json
import struct

tensors = [
    ("layers.0.weight", "F32", [2, 3], struct.pack("<6f", 0.5, -1.25, 3.0, 1e-30, -0.0, float("inf"))),
    ("layers.0.bias", "F64", [2], struct.pack("<2d", 1 / 3, -2e300)),
    ("steps", "I64", [], struct.pack("<q", -(2**40))),
    ("empty", "F32", [0, 4], b""),
    ("mask", "BOOL", [3], bytes([1, 0, 1])),
]
header, offset = {"__metadata__": {"run": "golden", "note": 'a "quoted" text'}}, 0
for name, dtype, shape, data in tensors:
    header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [offset, offset + len(data)]}
    offset += len(data)
text = json.dumps(header, separators=(",", ":")).encode()
text += b" " * (-len(text) % 8)
with open("small.safetensors", "wb") as file:
    file.write(struct.pack("<Q", len(text)) + text + b"".join(t[3] for t in tensors))
