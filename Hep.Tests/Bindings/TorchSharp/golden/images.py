#!/usr/bin/env python3
"""Writes image_layers.json and image_operators.json: what PyTorch (made with 1.13) computes on images and sequences.

The same names stand in the tables of the C# tests. Run: python3 images.py
"""
import torch
import torch.nn.functional as F
from torch import nn

from record import D, case, layer, write


def distinct(*shape):
    """Values without ties, since a largest one is asked for."""
    n = torch.Size(shape).numel()
    return torch.tensor([0.01 * ((37 * i) % 241) - 1.2 for i in range(n)], dtype=D).reshape(shape)


I = distinct(2, 4, 4, 5)
ONE = distinct(1, 4, 7, 5)
BARE = distinct(4, 5, 4)
S = distinct(2, 4, 9)
V = distinct(2, 2, 2, 3, 2)
R = distinct(3, 4)
W1 = distinct(6, 4, 3) * 0.5
W2 = distinct(6, 2, 3, 2) * 0.5
WT = distinct(4, 3, 3, 2) * 0.5
B = torch.tensor([0.1, -0.2, 0.3, 0.4, -0.5, 0.6], dtype=D)


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.one = nn.Conv2d(4, 4, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(4)
        self.two = nn.Conv2d(4, 4, 1)

    def forward(self, t):
        return torch.relu(t + self.two(torch.relu(self.norm(self.one(t)))))


layers = {
    "Conv1d": layer(lambda: nn.Conv1d(4, 6, 3), S),
    "Conv1d float": layer(lambda: nn.Conv1d(4, 2, 3), S.float()),
    "Conv1d stride": layer(lambda: nn.Conv1d(4, 6, 4, stride=2, padding=1), S),
    "Conv1d groups": layer(lambda: nn.Conv1d(4, 2, 3, dilation=2, groups=2, bias=False), S),
    "Conv1d same": layer(lambda: nn.Conv1d(4, 2, 4, padding="same", dilation=2), S),
    "Conv1d valid": layer(lambda: nn.Conv1d(4, 2, 2, padding="valid"), S),
    "Conv1d reflect": layer(lambda: nn.Conv1d(4, 2, 5, padding=2, padding_mode="reflect"), S),
    "Conv1d replicate": layer(lambda: nn.Conv1d(4, 2, 3, padding=2, stride=2, padding_mode="replicate"), S),
    "Conv1d circular": layer(lambda: nn.Conv1d(4, 2, 3, padding=1, padding_mode="circular"), S),
    "Conv1d circular same": layer(lambda: nn.Conv1d(4, 2, 4, padding="same", padding_mode="circular"), S),
    "Conv1d one": layer(lambda: nn.Conv1d(4, 2, 3), distinct(4, 9)),
    "Conv2d": layer(lambda: nn.Conv2d(4, 3, 3), I),
    "Conv2d float": layer(lambda: nn.Conv2d(4, 3, 3), I.float()),
    "Conv2d double": layer(lambda: nn.Conv2d(4, 2, 2, dtype=D), I),
    "Conv2d pair": layer(lambda: nn.Conv2d(4, 2, (3, 2), stride=(2, 1), padding=(1, 0)), I),
    "Conv2d dilation": layer(lambda: nn.Conv2d(4, 2, (2, 3), dilation=(3, 2), bias=False), I),
    "Conv2d groups": layer(lambda: nn.Conv2d(4, 6, 3, padding=1, groups=2), ONE),
    "Conv2d depthwise": layer(lambda: nn.Conv2d(4, 8, 3, stride=2, groups=4), I),
    "Conv2d pointwise": layer(lambda: nn.Conv2d(4, 3, 1), I),
    "Conv2d large": layer(lambda: nn.Conv2d(4, 2, 11, padding=5), ONE),
    "Conv2d same": layer(lambda: nn.Conv2d(4, 2, (2, 3), padding="same", dilation=(1, 2)), I),
    "Conv2d same one number": layer(lambda: nn.Conv2d(4, 2, 4, padding="same"), I),
    "Conv2d valid": layer(lambda: nn.Conv2d(4, 2, 3, padding="valid", stride=2), I),
    "Conv2d reflect": layer(lambda: nn.Conv2d(4, 2, (3, 5), padding=(1, 2), padding_mode="reflect"), I),
    "Conv2d replicate": layer(lambda: nn.Conv2d(4, 2, 3, padding=2, padding_mode="replicate", groups=2), ONE),
    "Conv2d circular": layer(lambda: nn.Conv2d(4, 2, 3, padding=(2, 1), stride=(1, 2), padding_mode="circular"), I),
    "Conv2d circular same": layer(lambda: nn.Conv2d(4, 2, (2, 5), padding="same", padding_mode="circular"), I),
    "Conv2d reflect valid": layer(lambda: nn.Conv2d(4, 2, 2, padding="valid", padding_mode="reflect"), I),
    "Conv2d one": layer(lambda: nn.Conv2d(4, 2, 3, padding=1), BARE),
    "ConvTranspose1d": layer(lambda: nn.ConvTranspose1d(4, 3, 3), S),
    "ConvTranspose1d stride": layer(lambda: nn.ConvTranspose1d(4, 2, 3, stride=2, padding=1, output_padding=1), S),
    "ConvTranspose1d groups": layer(lambda: nn.ConvTranspose1d(4, 6, 2, dilation=2, groups=2, bias=False), S),
    "ConvTranspose1d one": layer(lambda: nn.ConvTranspose1d(4, 3, 3), distinct(4, 5)),
    "ConvTranspose2d": layer(lambda: nn.ConvTranspose2d(4, 2, 3), ONE),
    "ConvTranspose2d float": layer(lambda: nn.ConvTranspose2d(4, 2, 2, stride=2), ONE.float()),
    "ConvTranspose2d stride": layer(lambda: nn.ConvTranspose2d(4, 2, 3, stride=2, padding=1, output_padding=1), ONE),
    "ConvTranspose2d pair": layer(lambda: nn.ConvTranspose2d(4, 2, (3, 2), stride=(2, 3), padding=(1, 0), output_padding=(0, 2), groups=2), BARE[None, :, :3]),
    "ConvTranspose2d dilation": layer(lambda: nn.ConvTranspose2d(4, 1, (2, 3), dilation=(1, 2), bias=False), BARE),
    "MaxPool1d": layer(lambda: nn.MaxPool1d(2), S),
    "MaxPool1d options": layer(lambda: nn.MaxPool1d(3, stride=2, padding=1, dilation=2, ceil_mode=True), S),
    "MaxPool2d": layer(lambda: nn.MaxPool2d(2), I),
    "MaxPool2d ceil": layer(lambda: nn.MaxPool2d(2, ceil_mode=True), I),
    "MaxPool2d stride": layer(lambda: nn.MaxPool2d(3, stride=2, padding=1), ONE),
    "MaxPool2d pair": layer(lambda: nn.MaxPool2d((3, 2), stride=(1, 2), padding=(1, 0), dilation=(2, 1)), I),
    "MaxPool2d list": layer(lambda: nn.MaxPool2d((2, 3)), BARE),
    "AvgPool1d": layer(lambda: nn.AvgPool1d(3), S),
    "AvgPool1d padded": layer(lambda: nn.AvgPool1d(4, stride=3, padding=2, ceil_mode=True), S),
    "AvgPool1d inside": layer(lambda: nn.AvgPool1d(4, stride=3, padding=2, count_include_pad=False), S),
    "AvgPool2d": layer(lambda: nn.AvgPool2d(2), I),
    "AvgPool2d padded": layer(lambda: nn.AvgPool2d(3, stride=2, padding=1, ceil_mode=True), I),
    "AvgPool2d inside": layer(lambda: nn.AvgPool2d((3, 2), stride=(2, 1), padding=(1, 0), count_include_pad=False), ONE),
    "AvgPool2d divisor": layer(lambda: nn.AvgPool2d((2, 3), divisor_override=5), I),
    "AdaptiveAvgPool1d": layer(lambda: nn.AdaptiveAvgPool1d(4), S),
    "AdaptiveAvgPool2d": layer(lambda: nn.AdaptiveAvgPool2d(1), I),
    "AdaptiveAvgPool2d pair": layer(lambda: nn.AdaptiveAvgPool2d((2, 4)), ONE),
    "AdaptiveAvgPool2d list": layer(lambda: nn.AdaptiveAvgPool2d((7, 3)), BARE),
    "AdaptiveMaxPool1d": layer(lambda: nn.AdaptiveMaxPool1d(4), S),
    "AdaptiveMaxPool2d": layer(lambda: nn.AdaptiveMaxPool2d((2, 4)), I),
    "BatchNorm1d sequence": layer(lambda: nn.BatchNorm1d(4), S),
    "BatchNorm2d": layer(lambda: nn.BatchNorm2d(4), I),
    "BatchNorm2d options": layer(lambda: nn.BatchNorm2d(4, eps=1e-2, momentum=0.3), ONE),
    "BatchNorm2d plain": layer(lambda: nn.BatchNorm2d(4, affine=False, track_running_stats=False), I),
    "LayerNorm image": layer(lambda: nn.LayerNorm((4, 4, 5)), I),
    "GroupNorm": layer(lambda: nn.GroupNorm(2, 4), I),
    "GroupNorm sequence": layer(lambda: nn.GroupNorm(4, 4, eps=1e-2), S),
    "GroupNorm plain": layer(lambda: nn.GroupNorm(1, 4, affine=False), ONE),
    "LocalResponseNorm": layer(lambda: nn.LocalResponseNorm(3), I),
    "LocalResponseNorm options": layer(lambda: nn.LocalResponseNorm(2, alpha=0.3, beta=0.5, k=2), S),
    "Dropout1d": layer(lambda: nn.Dropout1d(0.4), S),
    "Dropout1d one": layer(lambda: nn.Dropout1d(0.4), distinct(4, 9)),
    "Dropout2d": layer(lambda: nn.Dropout2d(0.4), I),
    "Dropout2d in place": layer(lambda: nn.Sequential(nn.Conv2d(4, 4, 3), nn.Dropout2d(0.4, inplace=True)), I),
    "AlphaDropout": layer(lambda: nn.AlphaDropout(0.3), S),
    "FeatureAlphaDropout": layer(lambda: nn.FeatureAlphaDropout(0.3), I),
    "Flatten middle": layer(lambda: nn.Flatten(1, 2), I),
    "Unflatten": layer(lambda: nn.Unflatten(1, (2, 2)), I),
    "ZeroPad2d": layer(lambda: nn.ZeroPad2d(1), BARE),
    "ZeroPad2d edges": layer(lambda: nn.ZeroPad2d((1, 0, 2, -1)), BARE[None]),
    "ReflectionPad2d": layer(lambda: nn.ReflectionPad2d(2), BARE),
    "ReflectionPad2d edges": layer(lambda: nn.ReflectionPad2d((1, 0, 2, 3)), BARE[None]),
    "ReplicationPad2d": layer(lambda: nn.ReplicationPad2d(1), BARE),
    "ReplicationPad2d edges": layer(lambda: nn.ReplicationPad2d((1, 0, 2, 3)), BARE[None]),
    "Upsample": layer(lambda: nn.Upsample(scale_factor=(2, 1.5)), BARE[None]),
    "Upsample size": layer(lambda: nn.Upsample(size=(3, 8)), BARE[None]),
    "Upsample linear": layer(lambda: nn.Upsample(scale_factor=(1.7,), mode="linear"), S),
    "Upsample bilinear": layer(lambda: nn.Upsample(scale_factor=(1.7, 0.6), mode="bilinear"), BARE[None]),
    "Upsample bilinear corners": layer(lambda: nn.Upsample(size=(7, 9), mode="bilinear", align_corners=True), BARE[None]),
    "Upsample bilinear recomputed": layer(lambda: nn.Upsample(scale_factor=(1.7, 1.3), mode="bilinear", recompute_scale_factor=True), BARE[None]),
    "Upsample bicubic": layer(lambda: nn.Upsample(scale_factor=(2.0, 1.2), mode="bicubic"), BARE[None]),
    "PixelShuffle": layer(lambda: nn.PixelShuffle(2), I),
    "PixelUnshuffle": layer(lambda: nn.PixelUnshuffle(2), I[..., :4]),
    "LeNet": layer(lambda: nn.Sequential(
        nn.Conv2d(4, 4, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2, stride=1), nn.Dropout2d(0.2), nn.Conv2d(4, 6, 2), nn.BatchNorm2d(6), nn.ReLU(),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(6, 2)), I),
    "Residual": layer(Residual, I),
}

P = I[:1, :2, :4]
operators = {
    "conv1d": case(F.conv1d, S, W1),
    "conv1d options": case(lambda s, w, b: F.conv1d(s, w, b, 2, 1, 2, 2), S, W1[:, :2], B),
    "conv1d_padding": case(lambda s, w: F.conv1d(s, w, None, 1, "same", 2), S, W1),
    "conv1d_padding default": case(lambda s, w, b: F.conv1d(s, w, b), S, W1, B),
    "conv2d": case(F.conv2d, ONE, WT.transpose(0, 1).contiguous()),
    "conv2d options": case(lambda t, w, b: F.conv2d(t, w, b, (2, 1), (1, 0), (1, 2), 2), ONE, W2, B),
    "conv2d_padding": case(lambda t, w, b: F.conv2d(t, w, b, 1, "same", (1, 2), 2), ONE, W2, B),
    "conv2d_padding default": case(lambda t, w: F.conv2d(t, w, None, groups=2), ONE, W2),
    "conv_transpose1d": case(lambda s, w: F.conv_transpose1d(s, w), S[:1], distinct(4, 3, 2)),
    "conv_transpose1d options": case(lambda s, w, b: F.conv_transpose1d(s, w, b, 3, 1, 2, 2, 2), S[:1], distinct(4, 3, 2), B),
    "conv_transpose2d": case(lambda t, w: F.conv_transpose2d(t, w), BARE, WT),
    "conv_transpose2d options": case(lambda t, w, b: F.conv_transpose2d(t, w, b, (2, 3), (1, 0), (1, 2), 2, (1, 2)), BARE[:, :3, :3], WT, B),
    "unfold images": case(lambda t: F.unfold(t, (2, 3), (1, 2), (1, 0), (2, 1)), P),
    "unfold images one number": case(lambda t: F.unfold(t, 3), P),
    "max_pool1d": case(lambda s: F.max_pool1d(s, 3, 2, 1, 2, True), S),
    "max_pool1d_with_indices": case(lambda s: F.max_pool1d(s, 3, 2, return_indices=True), S),
    "max_pool2d": case(lambda t: F.max_pool2d(t, 3, 2, 1), I),
    "max_pool2d pair": case(lambda t: F.max_pool2d(t, (2, 3)), I),
    "max_pool2d list": case(lambda t: F.max_pool2d(t, (2, 3), (1, 2), ceil_mode=True), I),
    "max_pool2d_with_indices": case(lambda t: F.max_pool2d(t, (2, 3), return_indices=True), I),
    "avg_pool1d": case(lambda s: F.avg_pool1d(s, 3, 2, 1), S),
    "avg_pool2d": case(lambda t: F.avg_pool2d(t, 3, 2, 1), ONE),
    "avg_pool2d pair": case(lambda t: F.avg_pool2d(t, (2, 3), (1, 2), (1, 0), True, False), ONE),
    "avg_pool2d list": case(lambda t: F.avg_pool2d(t, (2, 3), divisor_override=4), ONE),
    "adaptive_avg_pool1d": case(lambda s: F.adaptive_avg_pool1d(s, 5), S),
    "adaptive_avg_pool2d": case(lambda t: F.adaptive_avg_pool2d(t, 2), ONE),
    "adaptive_avg_pool2d pair": case(lambda t: F.adaptive_avg_pool2d(t, (2, 3)), ONE),
    "adaptive_max_pool1d": case(lambda s: F.adaptive_max_pool1d(s, 5), S),
    "adaptive_max_pool1d_with_indices": case(lambda s: F.adaptive_max_pool1d(s, 5, return_indices=True), S),
    "adaptive_max_pool2d": case(lambda t: F.adaptive_max_pool2d(t, (2, 3)), ONE),
    "adaptive_max_pool2d_with_indices": case(lambda t: F.adaptive_max_pool2d(t, (2, 3), return_indices=True), ONE),
    "group_norm": case(lambda t, v, w: F.group_norm(t, 2, v, w, 1e-3), ONE, B[:4], B[1:5]),
    "local_response_norm": case(lambda t: F.local_response_norm(t, 2, 0.5, 0.6, 1.5), ONE),
    "local_response_norm three space": case(lambda t: F.local_response_norm(t, 2), V),
    "dropout2d eval": case(lambda t: F.dropout2d(t, 0.5, False), P),
    "alpha_dropout eval": case(lambda t: F.alpha_dropout(t, 0.5), P),
    "feature_alpha_dropout eval": case(lambda t: F.feature_alpha_dropout(t, 0.5), P),
    "pad one number": case(lambda r: F.pad(r, (2, 2, 2, 2), value=0.5), R),
    "pad two": case(lambda r: F.pad(r, (1, 2)), R),
    "pad four": case(lambda t: F.pad(t, (1, 2, 0, 3), mode="replicate"), P),
    "pad span": case(lambda t: F.pad(t, (1, 2, 0, 3), mode="reflect"), P),
    "pad circular": case(lambda t: F.pad(t, (1, 2, 0, 3), mode="circular"), P),
    "interpolate nearest": case(lambda s: F.interpolate(s, scale_factor=(1.5,)), S),
    "interpolate nearest volume": case(lambda v: F.interpolate(v, size=(3, 2, 3)), V),
    "interpolate exact": case(lambda t: F.interpolate(t, scale_factor=(1.5, 0.7), mode="nearest-exact"), P),
    "interpolate exact sequence": case(lambda s: F.interpolate(s, size=(4,), mode="nearest-exact"), S),
    "interpolate exact volume": case(lambda v: F.interpolate(v, size=(3, 2, 3), mode="nearest-exact"), V),
    "interpolate area": case(lambda t: F.interpolate(t, scale_factor=(0.6, 0.5), mode="area"), P),
    "interpolate area sequence": case(lambda s: F.interpolate(s, size=(4,), mode="area"), S),
    "interpolate area volume": case(lambda v: F.interpolate(v, size=(1, 2, 1), mode="area"), V),
    "interpolate linear": case(lambda s: F.interpolate(s, size=(5,), mode="linear", align_corners=True), S),
    "interpolate bilinear": case(lambda t: F.interpolate(t, scale_factor=(1.5, 2.0), mode="bilinear"), P),
    "interpolate antialias": case(lambda t: F.interpolate(t, size=(3, 3), mode="bilinear", antialias=True), P),
    "interpolate bicubic": case(lambda t: F.interpolate(t, size=(6, 3), mode="bicubic", align_corners=True), P),
    "interpolate bicubic antialias": case(lambda t: F.interpolate(t, scale_factor=(0.6, 0.6), mode="bicubic", antialias=True), P),
    "interpolate trilinear": case(lambda v: F.interpolate(v, size=(3, 4, 3), mode="trilinear"), V),
    "upsample": case(lambda t: F.interpolate(t, scale_factor=(2.0, 1.5)), P),
    "upsample bilinear": case(lambda t: F.interpolate(t, size=(5, 7), mode="bilinear", align_corners=True), P),
    "upsample_nearest": case(lambda t: F.interpolate(t, size=(5, 7)), P),
    "upsample_bilinear": case(lambda t: F.interpolate(t, scale_factor=(1.5, 2.0), mode="bilinear", align_corners=False), P),
    "pixel_shuffle": case(lambda t: F.pixel_shuffle(t, 2), ONE),
    "pixel_unshuffle": case(lambda t: F.pixel_unshuffle(t, 2), BARE[:, :4]),
    # tensors
    "fliplr": case(torch.fliplr, R),
    "flipud": case(torch.flipud, R),
    "flip static": case(lambda t: torch.flip(t, (1, 3)), P),
    "rot90": case(torch.rot90, R),
    "rot90 back": case(lambda t: torch.rot90(t, -1, (2, 3)), P),
    "roll one": case(lambda r: r.roll(2, 1), R),
    "roll flat": case(lambda r: r.roll(5), R),
    "roll list": case(lambda r: r.roll((5,)), R),
    "roll pair": case(lambda r: r.roll((1, -1), (0, 1)), R),
    "tile": case(lambda r: r.tile((2, 1, 2)), R),
    "unfold": case(lambda r: r.unfold(1, 3, 1), R),
    "as_strided": case(lambda r: r.as_strided((2, 2), (4, 2), 1), R),
    "narrow static": case(lambda r: torch.narrow(r, 0, 1, 2), R),
    "swapaxes": case(lambda t: t.swapaxes(1, 3), P),
    "swapdims": case(lambda t: t.swapdims(0, -1), P),
    "movedim": case(lambda t: t.movedim((0, 1), (2, 0)), P),
    "moveaxis": case(lambda t: torch.moveaxis(t, 1, 3), P),
    "permute static": case(lambda t: torch.permute(t, (0, 2, 3, 1)), P),
    "squeeze static": case(torch.squeeze, P),
    "concat": case(lambda r: torch.concat((r, r), 1), R),
    "amax": case(lambda t: t.amax((1, 3), keepdim=True), P),
    "amax static": case(lambda t: torch.amax(t, (2, 3)), P),
    "amin": case(lambda t: t.amin((1, 3), keepdim=True), P),
    "aminmax": case(lambda r: torch.aminmax(r.detach()), R),
    "aminmax dim": case(lambda r: torch.aminmax(r.detach(), dim=1, keepdim=True), R),
    "max static": case(lambda r: torch.max(r, 1, True), R),
    "min static": case(lambda r: torch.min(r, 0), R),
    "max of two": case(lambda r: torch.max(r, r.roll(1)), R),
    "min of two": case(lambda r: torch.min(r, r.roll(1)), R),
    "mean static": case(lambda t: torch.mean(t, (2, 3), keepdim=True), P),
    "std static": case(lambda t: torch.std(t, (0, 2, 3), unbiased=False), P),
    "std one": case(lambda t: torch.std(t, 2), P),
    "std all": case(lambda t: torch.std(t, unbiased=False), P),
    "var static": case(lambda t: torch.var(t, (0, 2, 3), keepdim=True), P),
    "var one": case(lambda t: torch.var(t, 3), P),
    "var all": case(torch.var, P),
    "std_mean": case(lambda t: torch.std_mean(t, unbiased=False), P),
    "std_mean dims": case(lambda t: torch.std_mean(t, (2, 3), keepdim=True), P),
    "var_mean": case(torch.var_mean, P),
    "var_mean dims": case(lambda t: torch.var_mean(t, (2, 3), unbiased=False), P),
    "clamp by tensors": case(lambda r, low: torch.clamp(r, low, low + 0.7), R, distinct(1, 4)),
    "clamp below a tensor": case(lambda r, high: torch.clamp(r, max=high), R, distinct(3, 1)),
    "where true": case(lambda r: torch.where(r > 0), R),
    "index_select static": case(lambda r, i: torch.index_select(r, 1, i), R, torch.tensor([3, 1, 3])),
    "gather static": case(lambda r, i: torch.gather(r, 1, i), R, torch.tensor([[0, 3], [2, 2], [1, 0]])),
    "einsum channels": case(lambda t, w: torch.einsum("nchw,oc->nohw", t, w), P, distinct(3, 2)),
}

write("image_layers", layers)
write("image_operators", operators)
