"""The style sheet and the scripts, read once; an address changes when its bytes do, so that a phone may keep them."""

from collections.abc import Mapping
from importlib.resources import files

from evaluation.questionnaire.page import PageBytes, page_bytes

TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}
NAMES = ("survey.css", "survey.js", "worker.js")


def read_assets() -> Mapping[str, PageBytes]:
    """Every asset of the participants' pages by file name."""
    folder = files("evaluation") / "static" / "survey"
    return {name: _read((folder / name).read_text("utf-8"), name) for name in NAMES}


def address_of(name: str, page: PageBytes) -> str:
    """Where an asset is served."""
    return f"/static/survey/{page.digest[:10]}/{name}"


def _read(text: str, name: str) -> PageBytes:
    return page_bytes(_lean(text), content_type=TYPES[name.rpartition(".")[2]])


def _lean(text: str) -> str:
    """The text without indentation and lines of comment, which phones need not load."""
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("// "))
