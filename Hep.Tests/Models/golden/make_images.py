"""Images resampled by scipy.ndimage.map_coordinates (cubic and linear) around a given centre, turned by a given angle: images.json.

The images are padded widely with zeros first, so that scipy's mirrored edges lie far away: beyond an image there is nothing.
Run with scipy 1.10: python3 make_images.py > images.json
"""
import json

import numpy as np
from scipy import ndimage

PAD = 30
rng = np.random.default_rng(7)


def sampled(image, sizes, centre, down, shape, order):
    """Output cell (u, v) comes from centre + u (-down_phi, down_eta) + v (-down_eta, -down_phi), distances in rad."""
    height, width = image.shape
    u = (np.arange(shape[0]) - (shape[0] - 1) / 2)[:, None] * sizes[0]
    v = (np.arange(shape[1]) - (shape[1] - 1) / 2)[None, :] * sizes[1]
    eta = centre[0] - down[1] * u - down[0] * v
    phi = centre[1] + down[0] * u - down[1] * v
    rows = eta / sizes[0] + (height - 1) / 2 + PAD
    columns = phi / sizes[1] + (width - 1) / 2 + PAD
    return ndimage.map_coordinates(np.pad(image, PAD), [rows, columns], order=order, mode="constant")


cases = []
for height, width, sizes, crop in [(9, 9, (0.1, 0.1), (9, 9)), (8, 11, (0.1, 0.1), (6, 7)), (7, 7, (0.05, 0.1), (7, 7))]:
    for order in (1, 3):
        image = np.where(rng.random((height, width)) < 0.5, rng.exponential(5, (height, width)), 0).astype(np.float32)
        leading = rng.uniform(-0.15, 0.15, 2).astype(np.float32)
        second = (leading + rng.uniform(-0.4, 0.4, 2)).astype(np.float32)
        down = second.astype(float) - leading.astype(float)
        down /= np.hypot(*down)
        result = sampled(image.astype(float), sizes, leading.astype(float), down, crop, order)
        cases.append({
            "height": height, "width": width, "cell_eta": sizes[0], "cell_phi": sizes[1], "crop_height": crop[0], "crop_width": crop[1], "is_cubic": order == 3,
            "places": [float(x) for x in (*leading, *second)], "image": [float(x) for x in image.ravel()], "expected": [float(x) for x in result.ravel()],
        })
print(json.dumps(cases))
