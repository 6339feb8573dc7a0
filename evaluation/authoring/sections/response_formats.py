"""Response formats in the editor."""

from collections.abc import Iterator

from flask_babel import gettext as _

from evaluation.authoring.sections.entries import EntryKind, FormEntry, Values, built, number_in
from evaluation.authoring.sections.rows import Rows, rows_in, text_of_rows
from evaluation.domain.messages import Message
from instruments import InvalidInstrument, Layout, Option, Problem, ResponseFormat, Version
from instruments.format_rules import of_format

MARKS = ("exclusive", "specify")
"""How a checkbox may be unlike the others: it is the only answer, or it asks for words."""

ASCENDING = {Layout.STACK.value: ("value",), Layout.PICTURES.value: ("value", "overlap")}
"""What ascends from answer to answer in a layout, whichever words stand beside it."""


def names(version: Version) -> tuple[tuple[str, str], ...]:
    """Every response format with its layout."""
    return tuple((found.id, str(found.layout)) for found in version.formats)


def entries(version: Version) -> tuple[FormEntry, ...]:  # noqa: ARG001 - every table's entries take the version
    """What the form of a response format asks for."""
    return (
        FormEntry(
            "layout", _("Layout"), EntryKind.CHOICE, "", tuple((layout.value, layout.value) for layout in Layout)
        ),
        FormEntry(
            "options",
            _("Options"),
            EntryKind.ROWS,
            _("The lowest first."),
            columns=(
                FormEntry("value", _("Value")),
                FormEntry("label", _("Words")),
                FormEntry("overlap", _("Overlap of the circles, %")),
                FormEntry("mark", _("Of checkboxes"), EntryKind.CHOICE, "", _marks()),
            ),
            staying=lambda sent: ASCENDING.get(sent.get("layout", ""), ()),
        ),
        FormEntry("low_label", _("Words at the low end")),
        FormEntry("high_label", _("Words at the high end")),
        FormEntry("minimum", _("Lowest number"), EntryKind.LINE, _("Strips and numbers; for a date the first year.")),
        FormEntry(
            "maximum",
            _("Highest number"),
            EntryKind.LINE,
            _("Strips and numbers; for a date the last year, for words the most characters."),
        ),
        FormEntry(
            "worded",
            _("Words of pictures"),
            EntryKind.CHOICE,
            "",
            (("", _("only for who listens")), ("yes", _("beside each picture, for everybody"))),
        ),
    )


def values(version: Version, name: str) -> Values:
    """What a response format holds."""
    found = version.formats_by_id.get(name)
    if found is None:
        return {"layout": Layout.STACK.value}
    return {
        "layout": str(found.layout),
        "options": text_of_rows(_row(option) for option in found.options),
        "low_label": found.low_label,
        "high_label": found.high_label,
        "minimum": "" if found.minimum is None else str(found.minimum),
        "maximum": "" if found.maximum is None else str(found.maximum),
        "worded": "yes" if found.worded else "",
    }


def put(version: Version, name: str, sent: Values) -> Version:
    """The version with this response format, which must be sound in itself."""
    raw = {
        "id": name,
        "layout": sent.get("layout", ""),
        "options": tuple(_options(rows_in(sent.get("options", ""), columns=4))),
        "low_label": sent.get("low_label", ""),
        "high_label": sent.get("high_label", ""),
        "minimum": number_in(sent.get("minimum", ""), key="minimum"),
        "maximum": number_in(sent.get("maximum", ""), key="maximum"),
        "worded": bool(sent.get("worded")),
    }
    found = built(ResponseFormat, raw)
    faults = of_format(found)
    if faults:
        raise InvalidInstrument(faults)
    if name not in version.formats_by_id:
        return version.having(formats=(*version.formats, found))
    return version.having(formats=tuple(found if one.id == name else one for one in version.formats))


def without(version: Version, name: str) -> Version:
    """The version without a response format; refused while an item is answered in it."""
    using = [item.id for item in version.items if item.format == name]
    if using:
        said = Message("%(items)s is answered in it; change that first.", items=", ".join(using[:5]))
        raise InvalidInstrument([Problem(name, said)])
    return version.having(formats=tuple(one for one in version.formats if one.id != name))


def _row(option: Option) -> list[str]:
    overlap = "" if option.overlap is None else str(option.overlap)
    return [str(option.value), option.label, overlap, next((mark for mark in MARKS if getattr(option, mark)), "")]


def _options(rows: Rows) -> Iterator[Option]:
    """The options of the rows of a form; what is wrong says in which row."""
    for number, row in enumerate(rows, start=1):
        try:
            yield _option(*row)
        except InvalidInstrument as invalid:
            raise InvalidInstrument(
                [Problem(f"options[{number}].{each.key}", each.sentence) for each in invalid.problems]
            ) from None


def _option(value: str, label: str, overlap: str, mark: str) -> Option:
    if mark and mark not in MARKS:
        raise InvalidInstrument([Problem("mark", Message("'%(typed)s' marks no checkbox.", typed=mark[:40]))])
    number = value.lstrip("-−").isdecimal()
    raw = {
        "value": number_in(value, key="value") if number else value,
        "label": label,
        "overlap": number_in(overlap, key="overlap"),
    }
    return built(Option, raw | ({mark: True} if mark else {}))


def _marks() -> tuple[tuple[str, str], ...]:
    return (
        ("", _("as the others")),
        ("exclusive", _("alone: None of these")),
        ("specify", _("asks for words: Another, please say")),
    )
