"""A version as a DDI-Codebook 2.5 document: what every variable in the answers means, for archives and researchers."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from instruments.interchange.asked import DECLINING, question
from instruments.model import Item, ResponseFormat, ScaleKey, Version
from instruments.several_choice import CHOSEN, NOT_CHOSEN, column_of, is_several
from instruments.terms import DECLINED, DESCRIPTIVE, NOT_APPLICABLE, NOT_ASKED, Layout

NAMESPACE = "ddi:codebook:2_5"


def to_ddi(version: Version) -> str:
    """The XML text of a codebook: the study's title, a group for each scale, and a variable for each item."""
    book = Element("codeBook", {"xmlns": NAMESPACE, "version": "2.5", "xml:lang": version.language})
    _study(book, version)
    described = SubElement(book, "dataDscr")
    for scale in version.scales:
        _group(described, scale)
    for item in version.items:
        if is_several(version.format_of(item)):
            _several(described, version, item)
        else:
            _variable(described, version, item)
    indent(book)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(book, encoding="unicode")}\n'


def _study(book: Element, version: Version) -> None:
    citation = SubElement(SubElement(book, "stdyDscr"), "citation")
    titles = SubElement(citation, "titlStmt")
    SubElement(titles, "titl").text = version.title
    SubElement(titles, "IDNo").text = f"{version.id}/{version.number}"
    edition = SubElement(citation, "verStmt")
    SubElement(edition, "version").text = str(version.number)
    for note in (version.description, version.status_note):
        if note:
            SubElement(citation, "notes").text = note


def _group(described: Element, scale: ScaleKey) -> None:
    names = " ".join(_id(item) for item in scale.items)
    group = SubElement(
        described, "varGrp", {"ID": f"scale_{scale.id}", "type": "subject", "name": scale.id, "var": names}
    )
    SubElement(group, "labl").text = scale.label
    SubElement(group, "concept").text = scale.construct
    for note in _scoring(scale):
        SubElement(group, "notes").text = note


def _scoring(scale: ScaleKey) -> Iterator[str]:
    yield (
        f"Mean of the items answered, from {scale.minimum} to {scale.maximum}, {scale.direction} is better; "
        f"a score needs {scale.minimum_answered:.2f} of the items."
    )
    if scale.reverse:
        yield f"Turned round before scoring: {', '.join(scale.reverse)}."
    if scale.margin is not None:
        yield f"Smallest change worth counting: {scale.margin:g}."


def _variable(described: Element, version: Version, item: Item) -> None:
    found = version.format_of(item)
    kind = "numeric" if found.limits or found.layout is Layout.NUMBER else "character"
    variable = SubElement(described, "var", {"ID": _id(item.id), "name": item.id, "nature": _nature(item, found)})
    SubElement(variable, "labl").text = item.label
    asked = SubElement(variable, "qstn")
    for words in (*item.preface, item.ask):
        if words:
            SubElement(asked, "preQTxt").text = words
    SubElement(asked, "qstnLit").text = item.text
    _limits(variable, found)
    for value, label, absent in _categories(item, found):
        category = SubElement(variable, "catgry", {"missing": "Y"} if absent else {})
        SubElement(category, "catValu").text = value
        SubElement(category, "labl").text = label
    SubElement(variable, "concept").text = item.construct
    SubElement(variable, "varFormat", {"type": kind, **({"category": "date"} if found.layout is Layout.DATE else {})})
    for note in _notes(item):
        SubElement(variable, "notes").text = note


def _several(described: Element, version: Version, item: Item) -> None:
    """A group of variables, one for each of the answers that can be chosen together."""
    found = version.format_of(item)
    columns = {column_of(item.id, option.value): option for option in found.options}
    about = {"type": "multipleResp", "name": item.id, "var": " ".join(_id(column) for column in columns)}
    group = SubElement(described, "varGrp", {"ID": f"several_{item.id}", **about})
    SubElement(group, "labl").text = item.label
    SubElement(group, "txt").text = question(item)
    for column, option in columns.items():
        variable = SubElement(described, "var", {"ID": _id(column), "name": column, "nature": "nominal"})
        SubElement(variable, "labl").text = option.label
        SubElement(SubElement(variable, "qstn"), "qstnLit").text = question(item)
        for value, label in ((str(CHOSEN), "Chosen"), (str(NOT_CHOSEN), "Not chosen")):
            category = SubElement(variable, "catgry")
            SubElement(category, "catValu").text = value
            SubElement(category, "labl").text = label
        category = SubElement(variable, "catgry", {"missing": "Y"})
        SubElement(category, "catValu").text = DECLINED
        SubElement(category, "labl").text = DECLINING
        SubElement(variable, "concept").text = item.construct
        SubElement(variable, "varFormat", {"type": "numeric"})
        for note in _notes(item):
            SubElement(variable, "notes").text = note


def _limits(variable: Element, found: ResponseFormat) -> None:
    if found.layout in {Layout.STRIP, Layout.NUMBER}:
        ends = {name: str(end) for name, end in (("min", found.minimum), ("max", found.maximum)) if end is not None}
        if ends:
            SubElement(SubElement(variable, "valrng"), "range", ends)


def _categories(item: Item, found: ResponseFormat) -> Iterator[tuple[str, str, bool]]:
    ends = {found.minimum: found.low_label, found.maximum: found.high_label} if found.layout is Layout.STRIP else {}
    for option in found.choices:
        end = ends.get(option.value) if isinstance(option.value, int) else None
        overlap = "" if option.overlap is None else f" (circles overlap by {option.overlap} per cent)"
        yield str(option.value), f"{end or option.label}{overlap}", False
    if item.not_applicable:
        yield NOT_APPLICABLE, item.not_applicable, True
    if item.follows:
        yield NOT_ASKED, "Not asked", True
    yield DECLINED, DECLINING, True


def _nature(item: Item, found: ResponseFormat) -> str:
    if found.layout is Layout.NUMBER:
        return "ratio"
    return "ordinal" if found.limits and item.construct != DESCRIPTIVE else "nominal"


def _notes(item: Item) -> Iterator[str]:
    if item.target:
        yield f"Asked about: {item.target}."
    if item.follows:
        yield f"Asked of those who answered {item.follows} with {' or '.join(map(str, item.follows_at))}."
    if item.waves:
        yield f"Asked in: {', '.join(item.waves)}."
    for noun in ("source", "adaptation", "licence"):
        words = getattr(item, noun)
        if words:
            yield f"{noun.capitalize()}: {words}"


def _id(name: str) -> str:
    return f"item_{name}"
