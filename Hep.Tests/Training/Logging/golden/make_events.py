"""Writes events.bin: TensorBoard events as their formats are published, byte by byte, without TensorBoard.

    python3 make_events.py

The frame is TensorFlow's (tensorflow/core/lib/io/record_writer.h), the checksum CRC-32C (RFC 3720), bit by bit; the messages are
written by the wire format of protocol buffers with the field numbers of event.proto and summary.proto.
"""
import pathlib
import struct


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def masked(data):
    crc = crc32c(data)
    return struct.pack("<I", (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF)


def record(data):
    length = struct.pack("<Q", len(data))
    return length + masked(length) + data + masked(data)


def varint(n):
    out = b""
    while n > 0x7F:
        out += bytes([n & 0x7F | 0x80])
        n >>= 7
    return out + bytes([n])


def text(field, data):
    return varint(field << 3 | 2) + varint(len(data)) + data


def double(field, x):
    return varint(field << 3 | 1) + struct.pack("<d", x)


def single(field, x):
    return varint(field << 3 | 5) + struct.pack("<f", x)


def event(time, step, what):
    return double(1, time) + (varint(2 << 3) + varint(step) if step else b"") + what


def scalars(values):
    return text(5, b"".join(text(1, text(1, tag) + single(2, x)) for tag, x in values))


TIME = 1750000000.25
assert crc32c(b"\0" * 32) == 0x8A9136AA and crc32c(b"123456789") == 0xE3069283
data = record(event(TIME, 0, text(3, b"brain.Event:2")))
data += record(event(TIME, 300, scalars([(b"epoch/train_loss", 0.693147), (b"epoch/learning_rate", 1e-3)])))
data += record(event(TIME, 1, scalars([(b"batch/loss", -2.5)])))
pathlib.Path(__file__).with_name("events.bin").write_bytes(data)
