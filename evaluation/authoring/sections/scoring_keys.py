"""Scales in the editor: the scoring key."""

from flask_babel import gettext as _

from evaluation.authoring.sections.entries import EntryKind, FormEntry, Values, built, number_in, parse_names, share_in
from evaluation.authoring.sections.rows import rows_in, text_of_rows
from instruments import DESCRIPTIVE, Direction, Item, ScaleKey, Version
from instruments.terms import FEWEST_ANSWERED

REVERSED = "reversed"
OPPOSITE = {Direction.HIGHER: Direction.LOWER, Direction.LOWER: Direction.HIGHER}


def names(version: Version) -> tuple[tuple[str, str], ...]:
    """Every scale with its name."""
    return tuple((scale.id, scale.label) for scale in version.scales)


def entries(version: Version) -> tuple[FormEntry, ...]:
    """What the form of a scale asks for."""
    own = (("", "–"), *((item.id, f"{item.id} {item.label}") for item in version.items))
    turned = (("", _("as answered")), (REVERSED, _("reversed")))
    return (
        FormEntry("label", _("Name")),
        FormEntry(
            "construct",
            _("Construct"),
            EntryKind.LINE,
            _("Items that measure nothing yet measure this, and take from the scale which way is better."),
        ),
        FormEntry(
            "items",
            _("Items"),
            EntryKind.ROWS,
            _("What is reversed is turned round before the mean is taken."),
            columns=(
                FormEntry("item", _("Item"), EntryKind.CHOICE, "", own),
                FormEntry("reverse", _("Counts"), EntryKind.CHOICE, "", turned),
            ),
        ),
        FormEntry("minimum", _("Lowest score")),
        FormEntry("maximum", _("Highest score")),
        FormEntry("minimum_answered", _("Share of items that must be answered"), EntryKind.LINE, _("From 0 to 1.")),
        FormEntry("margin", _("Smallest change worth counting"), EntryKind.LINE, _("In points of the scale.")),
        FormEntry(
            "direction", _("Better is"), EntryKind.CHOICE, "", tuple((way.value, way.value) for way in Direction)
        ),
        FormEntry("primary", _("Headline outcome"), EntryKind.CHOICE, "", (("", _("No")), ("yes", _("Yes")))),
        FormEntry("missing", _("Codes that count as not answered")),
        FormEntry(
            "partial",
            _("Waves that ask only a part of it, on purpose"),
            EntryKind.CHECKS,
            _("Scores are then compared by the items that both waves ask, and the report says so."),
            tuple((str(page.kind), page.title) for page in version.waves),
        ),
    )


def values(version: Version, name: str) -> Values:
    """What a scale holds."""
    scale = next((one for one in version.scales if one.id == name), None)
    if scale is None:
        return {"minimum_answered": _shown_share(FEWEST_ANSWERED), "direction": "higher"}
    return {
        "label": scale.label,
        "construct": scale.construct,
        "items": text_of_rows([name, REVERSED if name in scale.reverse else ""] for name in scale.items),
        "minimum": str(scale.minimum),
        "maximum": str(scale.maximum),
        "minimum_answered": _shown_share(scale.minimum_answered),
        "margin": "" if scale.margin is None else repr(scale.margin),
        "direction": str(scale.direction),
        "primary": "yes" if scale.primary else "",
        "missing": " ".join(str(code) for code in scale.missing),
        "partial": " ".join(scale.partial),
    }


def put(version: Version, name: str, sent: Values) -> Version:
    """The version with this scale."""
    counted = rows_in(sent.get("items", ""), columns=2)
    raw = {
        "id": name,
        "label": sent.get("label", ""),
        "construct": sent.get("construct", ""),
        "items": tuple(item for item, _turned in counted),
        "reverse": _reversed(version, name, [item for item, turned in counted if turned]),
        "minimum": number_in(sent.get("minimum", ""), key="minimum"),
        "maximum": number_in(sent.get("maximum", ""), key="maximum"),
        "minimum_answered": _share(version, name, sent.get("minimum_answered", "")),
        "margin": share_in(sent.get("margin", ""), key="margin"),
        "direction": sent.get("direction", ""),
        "primary": sent.get("primary") == "yes",
        "partial": parse_names(sent.get("partial", "")),
        "missing": tuple(number_in(code, key="missing") for code in parse_names(sent.get("missing", ""))),
    }
    scale = built(ScaleKey, raw)
    version = _measured(version, scale)
    if name not in dict(names(version)):
        return version.having(scales=(*version.scales, scale))
    return version.having(scales=tuple(scale if one.id == name else one for one in version.scales))


def _measured(version: Version, scale: ScaleKey) -> Version:
    """The version whose items say what a scale that counts them says: what they measure, where they measure nothing yet
    or what this scale alone measured until now, and which way is better, where they say nothing.
    """
    before = next((one for one in version.scales if one.id == scale.id), None)
    elsewhere = {item for one in version.scales if one.id != scale.id for item in one.items}

    def measured(item: Item) -> Item:
        if item.id not in scale.items:
            return item
        unsaid = {"", DESCRIPTIVE}
        if before and item.id in before.items and item.id not in elsewhere:
            unsaid.add(before.construct)
        turned = scale.direction if item.id not in scale.reverse else OPPOSITE[scale.direction]
        construct = scale.construct if scale.construct.strip() and item.construct in unsaid else item.construct
        return item.model_copy(update={"construct": construct, "direction": item.direction or turned})

    return version.having(items=tuple(map(measured, version.items)))


def _shown_share(share: float) -> str:
    """A share as a form shows it, in hundredths."""
    return repr(round(share, 2))


def _share(version: Version, name: str, typed: str) -> float | None:
    """The share that is meant: the one that is shown so, of two thirds the whole fraction."""
    shown = {scale.minimum_answered for scale in version.scales if scale.id == name}
    meant = {_shown_share(share): share for share in (FEWEST_ANSWERED, *shown)}
    return meant.get(typed.replace(",", "."), share_in(typed, key="minimum_answered"))


def _reversed(version: Version, name: str, items: list[str]) -> tuple[str, ...]:
    """The reversed items in the order that the scale names them in already, those new to it last."""
    before = next((scale.reverse for scale in version.scales if scale.id == name), ())
    return tuple(sorted(items, key=lambda item: before.index(item) if item in before else len(before)))


def without(version: Version, name: str) -> Version:
    """The version without a scale."""
    return version.having(scales=tuple(one for one in version.scales if one.id != name))
