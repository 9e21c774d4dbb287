#!/usr/bin/env python3
"""Writes sequence_layers.json and sequence_operators.json: what PyTorch (made with 1.13) computes on sequences of any length.

Recurrent layers take a padded batch and, for packed sequences, its lengths; first states come last. The same names stand in the
tables of the C# tests. Run: python3 sequences.py
"""
import torch
from torch import nn
from torch.nn.utils import rnn

from record import D, case, layer, write


def values(*shape, scale=1.0):
    n = torch.Size(shape).numel()
    return torch.tensor([scale * (0.02 * ((37 * i) % 101) - 1.0) for i in range(n)], dtype=D).reshape(shape)


X = values(4, 3, 2)
FIRST = X.transpose(0, 1).contiguous()
FALLING = torch.tensor([4, 3, 1])
MIXED = torch.tensor([2, 4, 1])


def states(count, layers=1, batch=3, hidden=3):
    return [values(layers, batch, hidden, scale=0.5 + 0.2 * i) for i in range(count)]


def flat(out):
    """(output, state) or (output, (hidden, cell)) as one list."""
    output, state = out
    return [output, *(state if isinstance(state, tuple) else [state])]


def padded(module, x, *first):
    return flat(module(x, (first if len(first) > 1 else first[0]) if first else None))


def packed(module, x, lengths, *first):
    """In the order that the layer is made for; sorted by PyTorch where the lengths do not fall."""
    falls = bool((lengths[:-1] >= lengths[1:]).all())
    pack = rnn.pack_padded_sequence(x, lengths, batch_first=module.batch_first, enforce_sorted=falls)
    output, *last = flat(module(pack, (first if len(first) > 1 else first[0]) if first else None))
    return [*rnn.pad_packed_sequence(output, batch_first=module.batch_first), *last]


layers = {}
for name, make, count in [
    ("LSTM", nn.LSTM, 2),
    ("GRU", nn.GRU, 1),
    ("RNN", nn.RNN, 1),
    ("RNN ReLU", lambda *sizes, **options: nn.RNN(*sizes, nonlinearity="relu", **options), 1),
]:
    layers |= {
        name: layer(lambda: make(2, 3), X, call=padded),
        f"{name} float": layer(lambda: make(2, 3, 2, bidirectional=True), X.float(), call=padded),
        f"{name} double": layer(lambda: make(2, 2, dtype=D), X, call=padded),
        f"{name} states": layer(lambda: make(2, 3, num_layers=2, batch_first=True, bidirectional=True), FIRST, *states(count, 4), call=padded),
        f"{name} no bias": layer(lambda: make(2, 2, num_layers=2, bias=False), X, call=padded),
        f"{name} dropout": layer(lambda: make(2, 3, num_layers=3, dropout=0.4), X, call=padded),
        f"{name} one step": layer(lambda: make(2, 2, bidirectional=True), X[:1], *states(count, 2, 3, 2), call=padded),
        f"{name} one sequence": layer(lambda: make(2, 2), X[:, :1], call=padded),
        f"{name} packed": layer(lambda: make(2, 3), X, FALLING, call=packed),
        f"{name} packed float": layer(lambda: make(2, 2, batch_first=True), FIRST.float(), MIXED, call=packed),
        f"{name} packed states": layer(lambda: make(2, 3, num_layers=2, bidirectional=True), X, MIXED, *states(count, 4), call=packed),
        f"{name} packed falling states": layer(lambda: make(2, 2), X, FALLING, *states(count, 1, 3, 2), call=packed),
        f"{name} packed dropout": layer(lambda: make(2, 2, num_layers=2, dropout=0.3, bidirectional=True), X, MIXED, call=packed),
        f"{name} packed one step": layer(lambda: make(2, 2), X, torch.tensor([1, 1, 1]), call=packed),
        f"{name} packed one sequence": layer(lambda: make(2, 2, bidirectional=True), X[:, :1], torch.tensor([3]), call=packed),
    }

ROWS = X[0]


def cell(module, x, *first):
    return module(x, (first if len(first) > 1 else first[0]) if first else None)


for name, make, count in [
    ("LSTMCell", nn.LSTMCell, 2),
    ("GRUCell", nn.GRUCell, 1),
    ("RNNCell", nn.RNNCell, 1),
    ("RNNCell ReLU", lambda *sizes, **options: nn.RNNCell(*sizes, nonlinearity="relu", **options), 1),
]:
    layers |= {
        name: layer(lambda: make(2, 3), ROWS, call=cell),
        f"{name} float": layer(lambda: make(2, 3), ROWS.float(), call=cell),
        f"{name} states": layer(lambda: make(2, 3), ROWS, *[s[0] for s in states(count)], call=cell),
        f"{name} no bias": layer(lambda: make(2, 3, bias=False), ROWS, call=cell),
        f"{name} one": layer(lambda: make(2, 3), ROWS[0], *[s[0, 0] for s in states(count)], call=cell),
        f"{name} one without state": layer(lambda: make(2, 3, dtype=D), ROWS[0], call=cell),
    }

WORDS = torch.tensor([[1, 4, 2], [0, 1, 1]])
LIST = torch.tensor([1, 4, 2, 0, 1, 3])
BAGS = torch.tensor([0, 2, 2, 5])
TABLE = values(5, 2)

layers |= {
    "Embedding": layer(lambda: nn.Embedding(5, 2), WORDS),
    "Embedding double": layer(lambda: nn.Embedding(5, 2, dtype=D), WORDS),
    "Embedding int": layer(lambda: nn.Embedding(5, 2), WORDS.int()),
    "Embedding padding": layer(lambda: nn.Embedding(5, 2, padding_idx=1), WORDS),
    "Embedding padding from the end": layer(lambda: nn.Embedding(5, 2, padding_idx=-1, dtype=D), WORDS),
    "Embedding norm": layer(lambda: nn.Embedding(5, 2, max_norm=0.7, dtype=D), WORDS),
    "Embedding norm one": layer(lambda: nn.Embedding(5, 2, max_norm=0.7, norm_type=1, dtype=D), WORDS),
    "Embedding frequency": layer(lambda: nn.Embedding(5, 2, scale_grad_by_freq=True, dtype=D), WORDS),
    "Embedding given": layer(lambda: nn.Embedding.from_pretrained(TABLE.clone(), freeze=False, padding_idx=1), WORDS),
    "Embedding frozen": layer(lambda: nn.Embedding.from_pretrained(TABLE.clone()), WORDS),
    "EmbeddingBag": layer(lambda: nn.EmbeddingBag(5, 2), LIST, BAGS),
    "EmbeddingBag double": layer(lambda: nn.EmbeddingBag(5, 2, dtype=D), LIST, BAGS),
    "EmbeddingBag one size": layer(lambda: nn.EmbeddingBag(5, 2, dtype=D), WORDS),
    "EmbeddingBag sum": layer(lambda: nn.EmbeddingBag(5, 2, mode="sum"), LIST, BAGS, values(6)),
    "EmbeddingBag sum of one size": layer(
        lambda: nn.EmbeddingBag(5, 2, mode="sum"), WORDS, values(2, 3), call=lambda m, rows, weights: m(rows, None, weights)),
    "EmbeddingBag max": layer(lambda: nn.EmbeddingBag(5, 2, mode="max", dtype=D), LIST, BAGS),
    "EmbeddingBag last": layer(lambda: nn.EmbeddingBag(5, 2, include_last_offset=True, dtype=D), LIST, torch.tensor([0, 2, 2, 5, 6])),
    "EmbeddingBag padding": layer(lambda: nn.EmbeddingBag(5, 2, padding_idx=1, dtype=D), LIST, BAGS),
    "EmbeddingBag norm": layer(lambda: nn.EmbeddingBag(5, 2, max_norm=0.7, norm_type=1, scale_grad_by_freq=True, dtype=D), LIST, BAGS),
    "EmbeddingBag given": layer(lambda: nn.EmbeddingBag.from_pretrained(TABLE.clone(), freeze=False, mode="sum"), LIST, BAGS),
}


def parts(pack):
    return [part for part in (pack.data, pack.batch_sizes, pack.sorted_indices, pack.unsorted_indices) if part is not None]


ONE, TWO, THREE = values(2, 2), values(4, 2, scale=0.7), values(1, 2, scale=0.4)

operators = {
    "pack_padded_sequence": case(lambda x, n: parts(rnn.pack_padded_sequence(x, n)), X, FALLING),
    "pack_padded_sequence batch first": case(lambda x, n: parts(rnn.pack_padded_sequence(x, n, batch_first=True)), FIRST, FALLING),
    "pack_padded_sequence mixed": case(lambda x, n: parts(rnn.pack_padded_sequence(x, n, enforce_sorted=False)), X, MIXED),
    "pack_padded_sequence mixed batch first": case(
        lambda x, n: parts(rnn.pack_padded_sequence(x, n, batch_first=True, enforce_sorted=False)), FIRST, MIXED),
    "pack_padded_sequence ties": case(
        lambda x, n: parts(rnn.pack_padded_sequence(x, n, enforce_sorted=False)), values(2, 6, 1), torch.tensor([1, 2, 1, 2, 2, 1])),
    "pack_padded_sequence shorter": case(lambda x, n: parts(rnn.pack_padded_sequence(x, n)), X, torch.tensor([2, 2, 1])),
    "pack_padded_sequence of images": case(lambda x, n: parts(rnn.pack_padded_sequence(x, n)), values(3, 2, 2, 2), torch.tensor([3, 1])),
    "pack_sequence": case(lambda a, b, c: parts(rnn.pack_sequence([b, a, c])), ONE, TWO, THREE),
    "pack_sequence mixed": case(lambda a, b, c: parts(rnn.pack_sequence([a, b, c], enforce_sorted=False)), ONE, TWO, THREE),
    "pad_packed_sequence": case(lambda x, n: rnn.pad_packed_sequence(rnn.pack_padded_sequence(x, n)), X, FALLING),
    "pad_packed_sequence mixed": case(
        lambda x, n: rnn.pad_packed_sequence(rnn.pack_padded_sequence(x, n, enforce_sorted=False), True, -7.0, 6), X, MIXED),
    "pad_sequence": case(lambda a, b, c: rnn.pad_sequence([a, b, c]), ONE, TWO, THREE),
    "pad_sequence batch first": case(lambda a, b, c: rnn.pad_sequence([a, b, c], True, -7.0), ONE, TWO, THREE),
}

write("sequence_layers", layers)
write("sequence_operators", operators)
