# SPDX-License-Identifier: GPL-3.0-or-later
"""What the other programs are asked to draw, the same as bench-core.c does."""

import json

WIDTH = 1920
HEIGHT = 1080
VIEWS = (("z12", 12), ("z14", 14), ("z14.75", 14.75), ("z16", 16))
WORLD = 2 * 20037508.342789244  # metres across


def view_box(x, y, zoom):
    """West, south, east and north of the view, EPSG:3857."""
    metres = WORLD / (256 * 2 ** zoom)
    return (x - WIDTH / 2 * metres, y - HEIGHT / 2 * metres, x + WIDTH / 2 * metres, y + HEIGHT / 2 * metres)


def times_for(scale):
    """How often to measure: seldom what takes seconds."""
    return {1: 7, 10: 5}.get(scale, 1)


def report(what, scale, where, value):
    print(json.dumps({"what": what, "scale": scale, "where": where, "value": value, "unit": "ms"}), flush=True)
