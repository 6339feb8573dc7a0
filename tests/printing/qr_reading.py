"""Reads a QR code from a picture of a page, by ISO/IEC 18004 and from nothing that draws them.

The picture is clean, so that no error needs correction: codewords are read as they stand. Versions 1 to 6 at level M.
"""

from PIL import Image

MASKS = (
    lambda r, c: (r + c) % 2,
    lambda r, _: r % 2,
    lambda _, c: c % 3,
    lambda r, c: (r + c) % 3,
    lambda r, c: (r // 2 + c // 3) % 2,
    lambda r, c: r * c % 2 + r * c % 3,
    lambda r, c: (r * c % 2 + r * c % 3) % 2,
    lambda r, c: ((r + c) % 2 + r * c % 3) % 2,
)
"""Table 10: a module is turned over where its mask gives 0."""
BLOCKS_M = {1: [16], 2: [28], 3: [44], 4: [32, 32], 5: [43, 43], 6: [27, 27, 27, 27]}
"""Table 9: data codewords of each block at level M."""
FORMAT_PLACES = [(8, 0), (8, 1), (8, 2), (8, 3), (8, 4)]
LEVEL_M, FORMAT_MASK = 0b00, 0b101010000010010


def modules_in(picture: Image.Image) -> list[list[bool]]:
    """The modules of the one code in a picture: True is dark."""
    grey = picture.convert("L").point(lambda shade: 255 if shade < 128 else 0)
    left, top, right, _ = grey.getbbox()
    finder = next(x for x in range(left, right) if not grey.getpixel((x, top))) - left
    size = round((right - left) / (finder / 7))
    assert size % 4 == 1, f"{size} modules are no QR code"
    step = (right - left) / size
    return [
        [bool(grey.getpixel((int(left + (c + 0.5) * step), int(top + (r + 0.5) * step)))) for c in range(size)]
        for r in range(size)
    ]


def text_of(dark: list[list[bool]]) -> str:
    """What the modules say; only text in bytes, as addresses are."""
    version = (len(dark) - 17) // 4
    format_bits = sum(dark[r][c] << (14 - i) for i, (r, c) in enumerate(FORMAT_PLACES)) ^ FORMAT_MASK
    assert format_bits >> 13 == LEVEL_M
    mask = MASKS[(format_bits >> 10) & 7]
    bits = [dark[r][c] ^ (mask(r, c) == 0) for r, c in _places(len(dark), version)]
    words = [sum(bit << (7 - i) for i, bit in enumerate(bits[at : at + 8])) for at in range(0, len(bits) - 7, 8)]
    stream = "".join(f"{word:08b}" for word in _in_order(words, BLOCKS_M[version]))
    assert stream[:4] == "0100", "not in byte mode"
    length = int(stream[4:12], 2)
    return bytes(int(stream[12 + 8 * i : 20 + 8 * i], 2) for i in range(length)).decode()


def _places(size: int, version: int):
    """Modules that hold data, in the order of reading: upwards and downwards in columns of two, from the right."""
    upwards = True
    for right in (*range(size - 1, 6, -2), 5, 3, 1):
        for r in range(size - 1, -1, -1) if upwards else range(size):
            yield from ((r, c) for c in (right, right - 1) if not _is_function(r, c, size, version))
        upwards = not upwards


def _is_function(r: int, c: int, size: int, version: int) -> bool:
    finder = (r < 9 and (c < 9 or c >= size - 8)) or (r >= size - 8 and c < 9)
    centre = size - 7
    alignment = version > 1 and abs(r - centre) <= 2 and abs(c - centre) <= 2
    return finder or alignment or r == 6 or c == 6


def _in_order(words: list[int], blocks: list[int]) -> list[int]:
    """Codewords block by block: they were laid out one from each block in turn."""
    read = iter(words)
    filled: list[list[int]] = [[] for _ in blocks]
    for place in range(max(blocks)):
        for block, length in zip(filled, blocks, strict=True):
            if place < length:
                block.append(next(read))
    return [word for block in filled for word in block]
