"""The data package of a study: its tables in every format, figures, a codebook, a description and a zip of it all.

The description follows the Data Package standard, version 1 (specs.frictionlessdata.io/data-package).
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from evaluation.export.descriptor import EXAMPLE, PAIRS_ONLY
from evaluation.export.questions_held_back import HeldBack
from evaluation.reports.single_answers.answer_files import WHOLE, is_of_experiment
from evaluation.reports.single_answers.codebook import Variable
from evaluation.reports.single_answers.table_formats import TableSheet

Files = Mapping[str, bytes]
MADE_BY = "weaving export"
MEDIA = {
    "csv": "text/csv",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "sav": "application/x-spss-sav",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "svg": "image/svg+xml",
    "png": "image/png",
    "toml": "application/toml",
}
NAMELESS_DAY = (1980, 1, 1, 0, 0, 0)
"""The time of files within the zip: the earliest that a zip can say, so that it tells nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageDescription:
    """What a package says of itself."""

    study: str
    slug: str
    example: bool
    made_at: datetime
    below: int
    people: int
    left_out: str
    """About how many forms are in no row of it."""
    still_open: tuple[str, ...] = ()
    """Experiments that are left out, since a wave of theirs was open."""
    follow_up_open: tuple[str, ...] = ()
    """Those whose follow-up is left out, since it was open."""
    held_back: tuple[HeldBack, ...] = ()
    """The outcomes whose questions are blank of all of an experiment, or of a wave of forms that stand alone."""


def described(
    files: Files, sheets: Iterable[TableSheet], variables: Iterable[Variable], about: PackageDescription
) -> bytes:
    """`datapackage.json`: every file with its size and digest, every CSV with the type of each column."""
    schemas = {f"data/{sheet.name}.csv": _schema(sheet) for sheet in sheets}
    schemas[WHOLE] = {"fields": [_field(each) for each in variables], "missingValues": [""]}
    facts = {
        "profile": "data-package",
        "name": about.slug,
        "title": f"{about.study}: everything",
        "description": "Answers before and after relational experiments; see README.md.",
        "created": about.made_at.isoformat(timespec="seconds"),
        "made_by": MADE_BY,
        **({EXAMPLE: True} if about.example else {}),
        "left_out": about.left_out,
        "still_open": list(about.still_open),
        "follow_up_open": list(about.follow_up_open),
        "held_back": [each.as_fact() for each in about.held_back],
        "resources": [_resource(name, content, schemas.get(name)) for name, content in sorted(files.items())],
    }
    return (json.dumps(facts, ensure_ascii=False, indent=2) + "\n").encode()


def zipped(files: Files) -> bytes:
    """All files as one zip."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, content in sorted(files.items()):
            whole.writestr(zipfile.ZipInfo(name, NAMELESS_DAY), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _resource(path: str, content: bytes, schema: Mapping[str, object] | None) -> dict[str, object]:
    stem, _, ending = path.rpartition("/")[2].rpartition(".")
    about: dict[str, object] = {
        "name": stem if schema else f"{stem.replace('+', '.')}-{ending}",
        "path": path,
        "profile": "tabular-data-resource" if schema else "data-resource",
        "format": ending,
        "mediatype": MEDIA[ending],
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }
    facts = {PAIRS_ONLY: True} if path == WHOLE or is_of_experiment(path) else {}
    if not schema:
        return {**about, "type": "file", **facts}
    return {**about, "type": "table", "encoding": "utf-8", **facts, "schema": schema}


def _schema(sheet: TableSheet) -> dict[str, object]:
    fields = [
        {"name": name, "type": _type(row[place] for row in sheet.rows)} for place, name in enumerate(sheet.heading)
    ]
    return {"fields": fields, "missingValues": [""]}


def _type(cells: Iterable[object]) -> str:
    """The narrowest type that fits a column."""
    kinds = {type(cell) for cell in cells if cell not in (None, "")}
    for name, fitting in (("boolean", {bool}), ("integer", {int}), ("number", {int, float})):
        if kinds and kinds <= fitting:
            return name
    return "string" if kinds <= {str} else "any"


def _field(variable: Variable) -> dict[str, object]:
    found: dict[str, object] = {"name": variable.name, "type": variable.type, "title": variable.words}
    if variable.limits:
        found["constraints"] = {"minimum": variable.limits[0], "maximum": variable.limits[1]}
    elif variable.options:
        found["constraints"] = {"enum": list(variable.options)}
    if variable.options:
        found["description"] = "; ".join(f"{value}: {words}" for value, words in variable.options.items())
    return found
