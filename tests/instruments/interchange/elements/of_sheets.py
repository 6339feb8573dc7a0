"""The elements of XLSForms and formr sheets: every cell of every sheet."""

import re

from tests.instruments.interchange.elements.sheet_files import sheets
from tests.instruments.interchange.elements.view import Element

NAMING = {"form_title", "title", "form_id", "id_string", "version", "default_language"}
WRAPPERS = {"bind", "media", "instance", "control", "body"}
OLD_NAMES = {"relevance": "relevant", "showif": "relevant", "caption": "label", "command": "type", "value": "name"}
PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
OFF = {"no", "false", "false()"}


def _heads(row):
    for cell in row:
        parts = [part for part in re.split(r":+", " ".join(cell.lower().split())) if part]
        name = parts[1] if len(parts) > 1 and parts[0] in WRAPPERS else (parts or [""])[0]
        yield OLD_NAMES.get(name, name).strip().replace(" ", "_") if name != "value" else name


def rows(table):
    """The rows below the headings with their numbers: pairs of a heading and a cell."""
    first = next((place for place, row in enumerate(table) if any(row)), len(table))
    heads = list(_heads(table[first])) if first < len(table) else []
    for number, row in enumerate(table[first + 1 :], start=first + 2):
        cells = [(heads[place] if place < len(heads) else "", cell) for place, cell in enumerate(row) if cell]
        if cells:
            yield number, cells


def value(cells, name):
    return next((cell for head, cell in cells if head == name), "")


def of_sheets(path, view, *, formr):
    """Every cell of a workbook, but for those that say nothing."""
    found = sheets(path)
    first = next(iter(found))
    survey = found.get("survey", found[first])
    for name in found.keys() - ({"survey", "choices"} if formr else {"survey", "choices", "settings"}) - {first}:
        yield Element(f"sheet {name}", name, "around")
    for number, cells in rows(survey):
        yield from _row(view, f"survey row {number}", cells, formr=formr)
    for _, cells in rows(found.get("settings", [])) if not formr else ():
        for head, cell in cells:
            if head not in NAMING:
                yield Element("settings", cell, "around")
    yield from _choices(view, list(rows(survey)), list(rows(found.get("choices", []))))


def _row(view, where, cells, *, formr):
    kind = " ".join(value(cells, "type").lower().split())
    heads_a_grid = kind.startswith("select") and "label" in value(cells, "appearance").lower().split() and not formr
    silent = re.match(r"(begin|end)[ _]|note\b", kind) or not kind or heads_a_grid
    label = _label(view, where, cells)
    left = not view.at(where) and _is_listed(view, where, label or kind)
    if re.match(r"end[ _]", kind):
        cells = [(head, cell) for head, cell in cells if head not in {"name", "label"}]
    elif value(cells, "disabled").lower() in {"yes", "true"}:
        yield Element(where, value(cells, "name") or label, "question")
        return
    else:
        words = PICTURE.sub("", label) if formr else label
        yield Element(where, words or value(cells, "name") or kind, "told" if label and silent else "question")
        yield from (Element(where, picture[0]) for picture in PICTURE.finditer(label) if formr)
    for head, cell in cells:
        if head in {"type", "disabled"} or (head == "name" and silent):
            yield from _arguments(view, where, cell) if formr and head == "type" else ()
        elif head == "label" and cell == label:
            continue
        elif not _says_nothing(view, where, head, cell):
            yield Element(where, cell, "told" if head == "label" and silent and not formr and not left else "detail")


def _label(view, where, cells):
    """The words by which a row is in the list, where it is; they need not stand in the first column of labels."""
    labels = [cell for head, cell in cells if head == "label"]
    return next((cell for cell in labels if _is_listed(view, where, cell)), (labels or [""])[0])


def _arguments(view, where, kind):
    """The numbers that stand behind a type of formr: limits and steps."""
    for number in re.findall(r"-?\d+(?:\.\d+)?", kind.split(" ", 1)[1] if " " in kind else ""):
        if not (re.fullmatch(r"-?\d+", number) and (int(number) in view.limits(where) or number == "1")):
            yield Element(where, number)


def _says_nothing(view, where, head, cell):
    if head in {"required", "read_only", "readonly"}:
        return cell.lower() in OFF
    if head == "relevant":
        return view.follows(where, cell)
    if head in {"constraint", "parameters"} and view.layouts(where) & {"number", "strip"}:
        return {int(number) for number in re.findall(r"-?\d+", cell)} <= view.limits(where) | {1} and "$" not in cell
    return False


def _choices(view, asked, listed):
    """The options of each list at every question that takes them; those of a list that no question takes."""
    users, lists, current = {}, {}, ""
    for number, cells in asked:
        kind = re.sub(r"(?i)\s+or[ _](specify[ _])?other\s*$", "", value(cells, "type"))
        for word in kind.split()[1:][-1:]:
            users.setdefault(word, []).append(f"survey row {number}")
    for number, cells in listed:
        current = value(cells, "list_name") or value(cells, "listname") or current
        lists.setdefault(current, []).append((f"choices row {number}", cells))
    for name, options in lists.items():
        places = [place for place in users.get(name, ()) if view.at(place)]
        for where, cells in options:
            for head, cell in cells:
                if head in {"list_name", "listname"}:
                    continue
                if head in {"name", "value", "label"} and users.get(name):
                    yield from (Element(place, cell) for place in places if not _is_listed(view, where, cell))
                else:
                    yield Element(where, cell, "question")


def _is_listed(view, where, cell):
    return view.holds(Element(where, cell, "question"))
