"""The style sheet and the scripts, read once; an address changes when its bytes do, so that a phone may keep them."""

from collections.abc import Mapping
from importlib.resources import files

from evaluation.questionnaire.page import PageBytes, page_bytes
from evaluation.survey.delivery.script_names import shortened

TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}
NAMES = ("survey.css", "survey.js", "receipt.js", "worker.js")


def read_assets() -> Mapping[str, PageBytes]:
    """Every asset of the participants' pages by file name."""
    folder = files("evaluation") / "static" / "survey"
    return {name: _read((folder / name).read_text("utf-8"), name) for name in NAMES}


def address_of(name: str, page: PageBytes) -> str:
    """Where an asset is served."""
    return f"/static/survey/{page.digest[:10]}/{name}"


def _read(text: str, name: str) -> PageBytes:
    kind = name.rpartition(".")[2]
    lean = _lean(text)
    return page_bytes(shortened(lean) if kind == "js" else lean, content_type=TYPES[kind])


def _lean(text: str) -> str:
    """The text without indentation and lines of comment, which phones need not load."""
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("// "))
