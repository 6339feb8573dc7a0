"""The style sheet and the scripts, read once; an address changes when its bytes do, so that a phone may keep them."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files

import minify  # type: ignore[import-untyped]
import zopfli.gzip  # type: ignore[import-untyped]

from evaluation.questionnaire.page import PageBytes, page_bytes

TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}
SCRIPTS = ("survey.js", "receipt.js", "kiosk.js", "waiting.js", "unsent.js", "deleting.js", "withdrawn.js", "worker.js")
NAMES = ("survey.css", *SCRIPTS)


def read_assets() -> Mapping[str, PageBytes]:
    """Every asset of the participants' pages by file name, as small as phones can load it."""
    folder = files("evaluation") / "static" / "survey"
    return {name: _read((folder / name).read_text("utf-8"), name) for name in NAMES}


def address_of(name: str, page: PageBytes) -> str:
    """Where an asset is served."""
    return f"/static/survey/{page.digest[:10]}/{name}"


@lru_cache(maxsize=len(NAMES))
def _read(text: str, name: str) -> PageBytes:
    content_type = TYPES[name.rpartition(".")[2]]
    whole = f"{{{text}}}" if name.endswith(".js") else text  # in a block of its own every name can be shortened
    page = page_bytes(minify.string(content_type.partition(";")[0], whole), content_type=content_type)
    return replace(page, compressed=zopfli.gzip.compress(page.plain))
