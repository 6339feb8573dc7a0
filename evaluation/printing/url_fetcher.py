"""What a page may fetch while it becomes a PDF: data: addresses and the packaged fonts, and nothing else."""

from functools import cache
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from evaluation.printing.derived_files import derived

FONTS = (Path(__file__).parents[1] / "static" / "fonts").resolve()


@cache
def unpacked(path: Path) -> bytes:
    """A packaged font as TrueType; unpacking takes longer than all the rest of a page, so it is done once."""
    return derived(path, "fonts", _unpack)


def _unpack(path: Path) -> bytes:
    from fontTools.ttLib.woff2 import decompress  # type: ignore[import-untyped] # noqa: PLC0415 - seldom needed

    unpacked = BytesIO()
    decompress(path, unpacked)
    return unpacked.getvalue()


class PackagedOnly(URLFetcher):  # type: ignore[misc] # WeasyPrint has no types
    """Refuses every address but data: and the files of the packaged fonts; a refusal stops the rendering.

    Refusing quietly would leave a gap on a page, so nothing is fetched and nothing is written.
    """

    def __init__(self) -> None:
        super().__init__(timeout=0, allowed_protocols=("data", "file"), allow_redirects=False)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The bytes behind an address, or a refusal that ends the rendering."""
        address = urlsplit(url)
        if address.scheme == "data":
            return super().fetch(url, headers)
        if address.scheme == "file" and not address.netloc:
            path = Path(url2pathname(address.path)).resolve()
            if path.parent == FONTS and path.suffix == ".woff2":
                return URLFetcherResponse(url, body=unpacked(path), headers={"Content-Type": "font/ttf"})
        raise FatalURLFetchingError(f"A printed page may not fetch {url[:80]}.")
