"""Every element of a file is in the draft or in the list: read beside its source by another way than the program's."""

import csv
import json
import re
from xml.etree import ElementTree as ET

import openpyxl
import pytest
import xlrd

import instruments
from instruments.interchange import read
from tests.instruments.corpora import HERE, files

CELL = 150
"""How much of a long cell has to stand in the list, which cuts what it holds."""


CONDITIONS = {"relevant", "relevance", "showif"}


def drawn(path):
    """The draft of a file; the test is of files that come in."""
    try:
        return read(path)
    except instruments.InvalidInstrument as refused:
        pytest.skip(f"refused: {refused.sentences[0]}")


def flat(text):
    return " ".join(str(text).split())


def listed(found):
    """What is written down at each place, as one text."""
    by_place = {}
    for one in found.not_carried:
        by_place.setdefault(str(one.where), []).append(flat(one.what))
    return {where: "\n".join(whats) for where, whats in by_place.items()}


def said(found):
    """All words of the draft and of its translations."""
    version = found.version_draft
    words = [
        instruments.canonical_toml(version),
        *(text for one in found.translations for text in one.strings.values()),
    ]
    return flat("\n".join(words).replace('\\"', '"').replace("\\n", " "))


def followed(found, place, cell):
    """Whether the item of a place follows on the question and the answers that a condition names, and no others."""
    items = [item for item in found.version_draft.items if str(found.places[item.id]) == place and item.follows]
    named = set(re.findall(r"\w+", cell))
    return any({item.follows, *map(str, item.follows_at)} <= named for item in items)


def rows_of(path, sheet):
    """The rows of a sheet as a person counts them, by another reader of .xls files than of .xlsx."""
    if path.suffix == ".xls":
        book = xlrd.open_workbook(path)
        names = {name.lower(): name for name in book.sheet_names()}
        found = book.sheet_by_name(names[sheet]) if sheet in names else None
        return [found.row_values(row) for row in range(found.nrows)] if found else []
    book = openpyxl.load_workbook(path, data_only=True)
    names = {name.lower().strip(): name for name in book.sheetnames}
    return [list(row) for row in book[names[sheet]].values] if sheet in names else []


def written(cell):
    if isinstance(cell, bool):
        return str(cell).upper()
    return flat(int(cell) if isinstance(cell, float) and cell.is_integer() else "" if cell is None else cell)


def unlisted(path, sheet, found):
    """Cells of rows that became questions, which stand neither in the draft nor in the list of their row."""
    rows = [[written(cell) for cell in row] for row in rows_of(path, sheet)]
    first = next((place for place, row in enumerate(rows) if any(row)), 0)
    heads, there, words = [flat(head).lower() for head in rows[first]] if rows else [], listed(found), said(found)
    for number, row in enumerate(rows[first + 1 :], start=first + 2):
        at = there.get(f"{sheet} row {number}", "")
        for head, cell in zip(heads, row, strict=False):
            named = head.removeprefix("bind:").lstrip(":").split(":")[0]
            shown = (
                flat(cell)[:CELL] in at or flat(cell) in words or named in {"type", "name", "list_name", "list name"}
            )
            if (
                cell
                and not shown
                and not (named in CONDITIONS and followed(found, f"{sheet} row {number}", cell))
                and not _says_nothing(named, cell, row[heads.index("type")] if "type" in heads else "")
            ):
                yield number, head, cell


def _says_nothing(head, cell, kind):
    """What a draft says too in its own way: limits of a whole number, what is not compulsory, words without marks."""
    if kind.lower().startswith(("begin", "end", "note", "start", "today", "deviceid", "calculate", "select_multiple")):
        return head not in {"relevant", "relevance"} or not kind.lower().startswith("begin")
    if head in {"required", "read_only", "readonly", "disabled"}:
        return cell.lower() in {"no", "false", "false()"}
    return head in {"constraint", "label", "parameters"}


@pytest.mark.parametrize("path", files("xlsform"))
def test_each_cell_of_an_xlsform_question_is_in_the_draft_or_in_the_list(path):
    found = drawn(path)
    came = {item.adaptation.rsplit(", ", 1)[-1] for item in found.version_draft.items}
    lost = [each for each in unlisted(path, "survey", found) if f"survey row {each[0]}" in came]
    assert lost == []


@pytest.mark.parametrize("path", files("formr"))
def test_each_cell_of_a_formr_question_is_in_the_draft_or_in_the_list(path):
    found = drawn(path)
    came = {item.adaptation.rsplit(", ", 1)[-1] for item in found.version_draft.items}
    assert [each for each in unlisted(path, "survey", found) if f"survey row {each[0]}" in came] == []


def table(root, name):
    return [{cell.tag: (cell.text or "").strip() for cell in row} for row in root.iterfind(f"{name}/rows/row")]


PLAIN = {"", "0", "N", "1", "normal", "default"}


@pytest.mark.parametrize("path", files("limesurvey"))
def test_each_attribute_of_a_limesurvey_question_is_in_the_list_or_a_limit(path):
    root, found = ET.parse(path).getroot(), drawn(path)
    titles = {row["qid"]: row["title"] for row in table(root, "questions")}
    there = listed(found)
    for row in table(root, "question_attributes"):
        at = there.get(f"question {titles.get(row['qid'])}", "")
        asked = any(item.id.split("_")[0] == titles.get(row["qid"]) for item in found.version_draft.items)
        if asked and row.get("value", "") not in PLAIN and "num_value_n" not in row["attribute"]:
            assert f"{row['attribute']}" in at, row


@pytest.mark.parametrize("path", files("limesurvey"))
def test_each_row_around_limesurvey_questions_is_in_the_list(path):
    root, found = ET.parse(path).getroot(), drawn(path)
    whole = "\n".join([*listed(found).values(), said(found)])
    for row in [*table(root, "groups"), *table(root, "group_l10ns")]:
        if row.get("group_name"):
            assert flat(row["group_name"])[:CELL] in whole


def elements(value):
    """Every part of a flow, wherever it stands."""
    if isinstance(value, dict):
        yield from [value] if "FlowID" in value else []
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from elements(each)


@pytest.mark.parametrize("path", files("qualtrics"))
def test_each_part_of_a_qualtrics_flow_is_a_block_or_in_the_list(path):
    survey, found = json.loads(path.read_text(encoding="utf-8")), drawn(path)
    flow = next((one["Payload"] for one in survey["SurveyElements"] if one["Element"] == "FL"), {})
    parts = [part for part in elements(flow.get("Flow")) if part["Type"] not in {"Block", "Standard"}]
    assert {f"flow {part['FlowID']}" for part in parts} <= listed(found).keys()


@pytest.mark.parametrize("path", files("redcap"))
def test_each_cell_of_a_redcap_field_that_came_is_in_the_draft_or_in_the_list(path):
    found = drawn(path)
    there, words = listed(found), said(found)
    came = {item.adaptation.rsplit(", ", 1)[-1] for item in found.version_draft.items}
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    kept = ("Field Note", "Section Header", "Branching", "Field Annotation", "Matrix Group", "Question Number")
    for number, row in enumerate(rows, start=2):
        for head, cell in row.items():
            if f"row {number}" in came and cell and cell.strip() and (head or "").startswith(kept):
                shown = flat(cell)[:CELL] in there.get(f"row {number}", "") or flat(cell) in words
                assert shown or followed(found, f"row {number}", cell), (number, head)


def test_most_files_come_in_and_are_looked_through():
    assert len(HERE) >= 30
