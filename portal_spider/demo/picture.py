"""The demo's pictures, painted: PNG files of a landscape, a few kilobytes each."""

import math
import struct
import zlib
from functools import cache

_SKY = 48  # shades from the top of the sky to the horizon
_SUN, _FAR, _NEAR, _WATER, _TOWER, _LIGHT = range(_SKY, _SKY + 6)

_DAY = ((96, 150, 200), (250, 226, 190), (255, 244, 214), (140, 158, 160), (86, 112, 96),
        (176, 196, 200), (240, 236, 228), (255, 250, 220))  # fmt: skip
_NIGHT = ((14, 20, 44), (62, 72, 110), (226, 226, 210), (34, 42, 66), (20, 26, 42),
          (30, 40, 66), (150, 146, 150), (255, 236, 150))  # fmt: skip


@cache
def png(picture: str, width: int, height: int) -> bytes:
    """Return *picture* ("wetland", "lighthouse", any other: hills) as a PNG file."""
    night = picture == "lighthouse"
    rows = bytearray()
    far = [
        0.50 + 0.06 * math.sin(5 * x / width) + 0.02 * math.sin(17 * x / width)
        for x in range(width)
    ]
    near = [0.62 + 0.05 * math.sin(3 + 8 * x / width) for x in range(width)]
    sun_x, sun_y, sun_r = width * 0.72, height * 0.24, min(width, height) * 0.07
    for y in range(height):
        rows.append(0)  # PNG filter "none"
        for x in range(width):
            rows.append(_colour(x, y, width, height, far[x], near[x], night))
            if rows[-1] < _SKY and math.hypot(x - sun_x, y - sun_y) < sun_r:
                rows[-1] = _SUN
    high, low, *rest = _NIGHT if night else _DAY
    sky = [
        tuple(round(a + (b - a) * step / (_SKY - 1)) for a, b in zip(high, low, strict=True))
        for step in range(_SKY)
    ]
    palette = b"".join(bytes(colour) for colour in [*sky, *rest])
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(kind, content)
        for kind, content in (
            (b"IHDR", head), (b"PLTE", palette), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b""),
        )
    )  # fmt: skip


def _colour(x: int, y: int, width: int, height: int, far: float, near: float, night: bool) -> int:
    down = y / height
    if night:
        from_tower = abs(x - width * 0.3) / width
        if 0.34 < down < 0.84 and from_tower < 0.03 + 0.03 * down:
            return _TOWER
        if 0.30 < down <= 0.34 and from_tower < 0.035:
            return _LIGHT
        if x > width * 0.3 and abs(down - 0.32) < 0.16 * from_tower:
            return _LIGHT
    if down > 0.8 and (x + 7 * y) % 23:
        return _WATER
    if down > near:
        return _NEAR
    return _FAR if down > far else min(_SKY - 1, int(down / 0.6 * _SKY))


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)
