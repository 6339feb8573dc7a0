"""A wave as an XLSForm workbook for ODK, KoboToolbox and others."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from instruments.interchange.asked import (
    DECLINING,
    alone,
    asked,
    chosen_from,
    condition,
    list_name,
    question,
    specified,
)
from instruments.interchange.imported import refusal
from instruments.interchange.languages import titled
from instruments.interchange.sheets.own_columns import BEFORE, MARK, OVERLAP, WORDS, own_cells, own_headings, own_marks
from instruments.model import Item, Version
from instruments.terms import Layout
from instruments.translation import Translation, translated

TIMELESS = datetime(2000, 1, 1, tzinfo=UTC)
"""The date every workbook bears, so that the same version always gives the same bytes."""

CHOSE = "selected(${{{item}}}, '{code}')"
Rows = list[list[str]]


def to_xlsform(
    version: Version,
    *,
    wave: str | None = None,
    translations: Iterable[Translation] = (),
    declining: Mapping[str, str] | None = None,
) -> bytes:
    """The bytes of an .xlsx workbook with one wave, or with every item once; a column of labels for each language.

    `declining` are the words of the answer that every question offers, by language; English where they are unknown.
    Raises ValueError where the version has no such wave.
    """
    by_language = {version.language: version, **{words.language: translated(version, words) for words in translations}}
    titles = [titled(language) for language in by_language]
    headings = [f"label::{title}" for title in titles]
    columns = ["type", "name", *headings, "constraint", "relevant", *own_headings(titles)]
    survey = [columns, *_survey(list(by_language.values()), wave)]
    said = [(declining or {}).get(language, DECLINING) for language in by_language]
    choices = [["list_name", "name", *headings, OVERLAP, MARK], *_choices(list(by_language.values()), wave, said)]
    settings = [
        ["form_title", "form_id", "version", "default_language"],
        [version.title, version.id, str(version.number), titled(version.language)],
    ]
    return _workbook({"survey": survey, "choices": choices, "settings": settings}, name=version.id)


def _survey(versions: Sequence[Version], wave: str | None) -> Iterator[list[str]]:
    for together in zip(*(asked(version, wave) for version in versions), strict=True):
        item = together[0]
        shown_if = condition(versions[0], item, one=CHOSE, several=CHOSE)
        if item.preface:
            yield ["note", f"{item.id}_before", *("\n".join(one.preface) for one in together), "", shown_if, BEFORE]
        labels = [question(one) for one in together]
        limits = [_constraint(versions[0], item), shown_if]
        yield [_type(versions, item), item.id, *labels, *limits, *own_cells(versions, item)]
        if words := specified(versions[0], item):
            name, code, _ = words
            labels = [found[2] for each in versions if (found := specified(each, each.items_by_id[item.id]))]
            yield ["text", name, *labels, "", f"selected(${{{item.id}}}, '{code}')", WORDS]


def _choices(versions: Sequence[Version], wave: str | None, declining: Sequence[str]) -> Iterator[list[str]]:
    lists = {list_name(versions, item): item.id for item in asked(versions[0], wave)}
    for name, item in lists.items():
        said = (
            chosen_from(version, version.items_by_id[item], declining=words)
            for version, words in zip(versions, declining, strict=True)
        )
        options = {str(option.value): option for option in versions[0].format_of(versions[0].items_by_id[item]).options}
        for together in zip(*said, strict=True):
            code = together[0][0]
            yield [name, code, *(label for _, label in together), *own_marks(options.get(code))]


def _type(versions: Sequence[Version], item: Item) -> str:
    layout = versions[0].format_of(item).layout
    several = "multiple" if layout is Layout.CHECKBOXES else "one"
    return {Layout.NUMBER: "integer", Layout.DATE: "date", Layout.TEXT: "text"}.get(
        layout, f"select_{several} {list_name(versions, item)}"
    )


def _constraint(version: Version, item: Item) -> str:
    found = version.format_of(item)
    if lone := alone(version, item):
        ticked = " or ".join(f"selected(., '{code}')" for code in lone)
        return f"count-selected(.) = 1 or not({ticked})"
    if found.layout is Layout.DATE:
        first, last = found.years
        return f". >= date('{first:04}-01-01') and . <= date('{last:04}-12-31')"
    if found.layout is not Layout.NUMBER:
        return ""
    limits = [(">=", found.minimum), ("<=", found.maximum)]
    conditions = [f". {sign} {limit}" for sign, limit in limits if limit is not None]
    return " and ".join([*conditions, f". <= ${{{item.at_most}}}"] if item.at_most else conditions)


def _workbook(sheets: dict[str, Rows], *, name: str) -> bytes:
    try:
        import xlsxwriter  # noqa: PLC0415 - an extra
    except ImportError:
        raise refusal(
            name, "writing workbooks needs 'xlsxwriter': install the 'files' extra of this software."
        ) from None
    written = io.BytesIO()
    book: Any = xlsxwriter.Workbook(written, {"in_memory": True})
    book.set_properties({"created": TIMELESS.replace(tzinfo=None)})
    for title, rows in sheets.items():
        sheet = book.add_worksheet(title)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                sheet.write_string(row, column, cell)
    book.close()
    return written.getvalue()
