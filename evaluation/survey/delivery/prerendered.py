"""A page drawn once with blanks, and the blanks filled for each person: a twentieth of the cost of drawing it anew.

What stands between the blanks is compressed once too. A gzip stream may be put together of parts that know nothing of
each other (RFC 1951: a part ends on a byte and looks back at nothing before it; what is filled in is stored as it is).
"""

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Request, Response
from markupsafe import escape

_BLANK = re.compile(r"\ue000([A-Z]+)\ue001")
_GZIP_BEGINS = b"\x1f\x8b\x08" + b"\x00" * 6 + b"\xff"
_GZIP_ENDS = b"\x03\x00"
"""An empty last block."""


def blank(name: str) -> str:
    """What stands in a template where something of one person's goes (private characters, in no other text)."""
    return f"\ue000{name}\ue001"


@dataclass(frozen=True, slots=True)
class Prerendered:
    """The pieces of a page between its blanks, and the blanks' names; every second piece is a blank."""

    pieces: tuple[str, ...]
    packed: tuple[bytes, ...]
    """Each piece compressed; of a blank's name nothing is made of it."""

    def cut(self, values: Mapping[str, str]) -> str:
        """The page for one person; every value is escaped."""
        return "".join(self._filled(values))

    def zipped(self, values: Mapping[str, str]) -> bytes:
        """The same page as a gzip stream."""
        filled = self._filled(values)
        plain, packed = "".join(filled).encode(), list(self.packed)
        packed[1::2] = [_stored(value.encode()) for value in filled[1::2]]
        ends = zlib.crc32(plain).to_bytes(4, "little") + len(plain).to_bytes(4, "little")
        return b"".join((_GZIP_BEGINS, *packed, _GZIP_ENDS, ends))

    def _filled(self, values: Mapping[str, str]) -> list[str]:
        escaped = {name: str(escape(value)) for name, value in values.items()}
        pieces = list(self.pieces)
        pieces[1::2] = [escaped[name] for name in pieces[1::2]]
        return pieces

    def answer(self, request: Request, values: Mapping[str, str]) -> Response:
        """The page for one person as a response, compressed where the phone can read that."""
        if "gzip" not in request.headers.get("Accept-Encoding", ""):
            return Response(self.cut(values))
        return Response(self.zipped(values), headers={"Content-Encoding": "gzip", "Vary": "Accept-Encoding"})


def prerendered_of(page: str) -> Prerendered:
    """A drawn page, prerendered with its blanks."""
    pieces = tuple(_BLANK.split(page))
    return Prerendered(pieces, tuple(b"" if number % 2 else _packed(piece) for number, piece in enumerate(pieces)))


def _packed(piece: str) -> bytes:
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return squeeze.compress(piece.encode()) + squeeze.flush(zlib.Z_FULL_FLUSH)


def _stored(value: bytes) -> bytes:
    """A block that holds a value as it is (RFC 1951, 3.2.4); what is filled in is short."""
    return b"\x00" + len(value).to_bytes(2, "little") + (len(value) ^ 0xFFFF).to_bytes(2, "little") + value
