"""Waves in the editor: what stands before the questions, and words that differ in one wave."""

from flask_babel import gettext as _

from evaluation.authoring.sections.entries import EntryKind, FormEntry, Values, built
from evaluation.authoring.sections.rows import rows_in, text_of_rows
from evaluation.domain.messages import Message
from instruments import InvalidInstrument, Problem, Version, WaveKind, WavePage, Wording

ORDER = {kind.value: place for place, kind in enumerate(WaveKind)}


def names(version: Version) -> tuple[tuple[str, str], ...]:
    """Every wave with its name."""
    return tuple((str(page.kind), page.title) for page in version.waves)


def entries(version: Version) -> tuple[FormEntry, ...]:
    """What the form of a wave asks for."""
    items = (("", "–"), *((item.id, f"{item.id} {item.label}") for item in version.items))
    return (
        FormEntry("title", _("Name")),
        FormEntry("intro", _("Words before the questions"), EntryKind.AREA),
        FormEntry(
            "wording",
            _("Other words in this wave"),
            EntryKind.ROWS,
            _("Only for items that this wave asks in other words."),
            columns=(
                FormEntry("item", _("Item"), EntryKind.CHOICE, "", items),
                FormEntry("ask", _("Lead-in")),
                FormEntry("text", _("Wording"), EntryKind.AREA),
            ),
        ),
    )


def values(version: Version, name: str) -> Values:
    """What a wave holds."""
    page = version.wave(name)
    if page is None:
        return {}
    wording = text_of_rows([one.item, one.ask, one.text] for one in page.wording)
    return {"title": page.title, "intro": page.intro, "wording": wording}


def put(version: Version, name: str, sent: Values) -> Version:
    """The version with this wave, waves in the order of time."""
    rows = rows_in(sent.get("wording", ""), columns=3)
    wording = tuple(built(Wording, {"item": item, "ask": ask, "text": text}) for item, ask, text in rows)
    raw = {"kind": name, "title": sent.get("title", ""), "intro": sent.get("intro", ""), "wording": wording}
    page = built(WavePage, raw)
    others = [one for one in version.waves if one.kind != name]
    if len(others) < len(version.waves):
        return version.having(waves=tuple(page if one.kind == name else one for one in version.waves))
    return version.having(waves=tuple(sorted((*others, page), key=lambda one: ORDER[one.kind])))


def without(version: Version, name: str) -> Version:
    """The version without a wave; refused while an item is asked in it."""
    asked = [item.id for item in version.items if name in item.waves]
    if asked:
        said = Message("%(items)s is asked in this wave; change that first.", items=", ".join(asked[:5]))
        raise InvalidInstrument([Problem(name, said)])
    return version.having(waves=tuple(one for one in version.waves if one.kind != name))
