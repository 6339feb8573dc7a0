"""A page as bytes: compressed once, known by the digest of what it says."""

import gzip
import hashlib
from dataclasses import dataclass

from flask import Request, Response


@dataclass(frozen=True, slots=True)
class PageBytes:
    """A page's bytes, plain and compressed, under one strong ETag each."""

    plain: bytes
    compressed: bytes
    digest: str
    content_type: str = "text/html; charset=utf-8"


def page_bytes(text: str, *, content_type: str = "text/html; charset=utf-8") -> PageBytes:
    """Compress a page, the same bytes every time (no time stamp inside)."""
    plain = text.encode()
    digest = hashlib.sha256(plain).hexdigest()[:32]
    return PageBytes(plain, gzip.compress(plain, 9, mtime=0), digest, content_type)


def answer_with(page: PageBytes, request: Request, *, cache: str) -> Response:
    """The page as a response: 304 where the phone has it already, compressed where it can be."""
    zipped = "gzip" in request.headers.get("Accept-Encoding", "")
    tag = f'"{page.digest}-gz"' if zipped else f'"{page.digest}"'
    headers = {"ETag": tag, "Cache-Control": cache, "Vary": "Accept-Encoding"}
    if tag in request.headers.get("If-None-Match", ""):
        return Response(status=304, headers=headers)
    if zipped:
        headers["Content-Encoding"] = "gzip"
    return Response(page.compressed if zipped else page.plain, headers=headers, content_type=page.content_type)
