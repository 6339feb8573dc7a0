"""Questionnaires of other tools in and out, with a list of everything that could not come along.

In: XLSForm (a workbook, CSV or Markdown), REDCap data dictionaries, LimeSurvey structures, SurveyJS, Qualtrics, formr,
and this software's own TOML and JSON. Out: XLSForm, REDCap, DDI-Codebook 2.5 and, for translators, PO files. Whatever a
file holds, it is either taken in or refused in a sentence; nothing in it is ever run or followed.
"""

import csv
from collections.abc import Callable, Mapping
from pathlib import Path

from instruments.documents import parse, version_from_mapping
from instruments.interchange.export.losses import lost_in, untranslated
from instruments.interchange.export.to_ddi import to_ddi
from instruments.interchange.export.to_redcap import to_redcap
from instruments.interchange.export.to_xlsform import to_xlsform
from instruments.interchange.imported import Imported, NotCarried, refusal
from instruments.interchange.limesurvey import read_limesurvey
from instruments.interchange.markup import json_of
from instruments.interchange.portable import from_po, to_po
from instruments.interchange.qualtrics import looks_like_qualtrics, read_qualtrics
from instruments.interchange.redcap import looks_like_redcap, read_redcap
from instruments.interchange.sheets.formr import has_questions, looks_like_formr, read_formr
from instruments.interchange.sheets.text_tables import csv_rows, sheets_in_csv, sheets_in_markdown
from instruments.interchange.sheets.workbook import Sheets, sheets_of
from instruments.interchange.sheets.xlsform import SHEETS, read_xlsform
from instruments.interchange.standing.files_of_languages import (
    NO_QUESTIONNAIRE,
    ONE_AT_A_TIME,
    holds_a_translation,
    translations_in_files,
    with_translations,
)
from instruments.interchange.standing.left_out import without_several
from instruments.interchange.surveyjs import looks_like_surveyjs, read_surveyjs
from instruments.messages import PlainMessage

__all__ = [
    "Imported",
    "NotCarried",
    "from_po",
    "lost_in",
    "read",
    "read_content",
    "read_files",
    "to_ddi",
    "to_po",
    "to_redcap",
    "to_xlsform",
    "untranslated",
    "with_translations",
]

LARGEST = 10_000_000
"""Bytes a file may have."""

TAKEN = (
    "XLSForm (.xlsx, .xls, .ods, .csv, .md), REDCap (.csv), LimeSurvey (.lss), SurveyJS (.json), Qualtrics (.qsf), "
    "formr (.xlsx, .ods, .csv), our own (.toml, .json)"
)


def read(path: Path, *, several: bool = True) -> Imported:
    """The draft in a file; raises InvalidInstrument naming the file, the row or element and the reason.

    Without `several`, questions of which several answers can be chosen are listed and not taken in.
    """
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= LARGEST else b""
    except OSError as error:
        raise refusal(path.name, f"the file cannot be read: {error.strerror or 'it is not there'}.") from None
    if size > LARGEST:
        raise _too_large(path.name)
    return read_content(path.name, content, several=several)


def read_content(name: str, content: bytes, *, several: bool = True) -> Imported:
    """The draft in the bytes of a file called `name`; raises InvalidInstrument like `read`."""
    found = _taken_in(name, content)
    if several or not found.places:
        return found
    return without_several(name, found)


def read_files(files: Mapping[str, bytes], *, several: bool = True) -> Imported:
    """The draft in files sent together: a questionnaire and, where it is one of ours, its words in other languages.

    Raises InvalidInstrument like `read`. A language that is named and has no words is listed as not carried.
    """
    words = {name: content for name, content in files.items() if holds_a_translation(name, content)}
    name, *others = [each for each in files if each not in words] or [""]
    if not name:
        raise refusal(next(iter(files)), NO_QUESTIONNAIRE)
    if others:
        raise refusal(others[0], ONE_AT_A_TIME)
    found = read_content(name, files[name], several=several)
    return with_translations(name, found, translations_in_files(found.version_draft, words))


def _taken_in(name: str, content: bytes) -> Imported:
    if len(content) > LARGEST:
        raise _too_large(name)
    if not content.strip():
        raise refusal(name, PlainMessage("the file is empty."))
    suffix = Path(name).suffix.lower()
    if suffix in {".xlsx", ".xls", ".xlsm", ".ods"}:
        return _from_workbook(name, content)
    if suffix == ".lss":
        return read_limesurvey(name, content)
    if suffix in TEXTS:
        return TEXTS[suffix](name, _text(name, content))
    raise refusal(name, PlainMessage("files of this kind cannot be taken in; there are %(taken)s.", taken=TAKEN))


def _from_workbook(name: str, content: bytes) -> Imported:
    sheets = sheets_of(name, content, wanted=SHEETS)
    title = next(iter(sheets), "")
    if "survey" not in sheets and has_questions(sheets.get(title, [])):
        sheets = {"survey": sheets[title], **{other: rows for other, rows in sheets.items() if other != title}}
    return _from_sheets(name, sheets)


def _from_sheets(name: str, sheets: Sheets) -> Imported:
    return read_formr(name, sheets) if looks_like_formr(sheets) else read_xlsform(name, sheets)


def _from_csv(name: str, text: str) -> Imported:
    rows = csv_rows(name, text)
    first = next((row for row in rows if any(row)), [])
    if looks_like_redcap(first):
        return read_redcap(name, rows)
    if sheets := sheets_in_csv(rows):
        return _from_sheets(name, sheets)
    if has_questions(rows):
        return _from_sheets(name, {"survey": rows})
    raise refusal(
        name,
        PlainMessage(
            "a table is taken in as a REDCap data dictionary, whose first row names variable, field type and field "
            "label, or as an XLSForm or formr sheet, whose first row names type and name."
        ),
    )


def _from_markdown(name: str, text: str) -> Imported:
    return _from_sheets(name, sheets_in_markdown(name, text))


def _from_json(name: str, text: str) -> Imported:
    found = json_of(name, text)
    if looks_like_qualtrics(found):
        return read_qualtrics(name, found)
    if looks_like_surveyjs(found):
        return read_surveyjs(name, found)
    if isinstance(found, dict) and {"consent", "items", "formats"} <= found.keys():
        return Imported(version_from_mapping(found, name=name), ())
    raise refusal(
        name, PlainMessage("this JSON is neither a SurveyJS questionnaire, nor a Qualtrics survey, nor one of our own.")
    )


def _from_toml(name: str, text: str) -> Imported:
    return Imported(parse(text, name=name), ())


TEXTS: dict[str, Callable[[str, str], Imported]] = {
    ".csv": _from_csv,
    ".md": _from_markdown,
    ".json": _from_json,
    ".qsf": _from_json,
    ".toml": _from_toml,
}


def _text(name: str, content: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 where it says so, and Windows-1252 for a table, as spreadsheets save them."""
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    csv.field_size_limit(LARGEST)
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8-sig" and name.lower().endswith(".csv"):
            return _from_windows(name, content, error.start)
        raise refusal(
            name,
            PlainMessage("it is not UTF-8 text: byte %(byte)s cannot be read; save it as UTF-8.", byte=error.start + 1),
        ) from None


def _from_windows(name: str, content: bytes, wrong: int) -> str:
    """A table saved by a spreadsheet of a Western European Windows; control characters say that it is no such thing."""
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        text = "\0"
    if any(character < " " and character not in "\t\r\n" for character in text):
        raise refusal(
            name, PlainMessage("it is not UTF-8 text: byte %(byte)s cannot be read; save it as UTF-8.", byte=wrong + 1)
        )
    return text


def _too_large(name: str) -> Exception:
    return refusal(
        name,
        PlainMessage(
            "the file is larger than %(most)s MB, more than any questionnaire needs.", most=LARGEST // 1_000_000
        ),
    )
