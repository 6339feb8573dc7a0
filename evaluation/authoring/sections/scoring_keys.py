"""Scales in the editor: the scoring key."""

from flask_babel import gettext as _

from evaluation.authoring.sections.entries import EntryKind, FormEntry, Values, built, number_in, parse_names, share_in
from instruments import Direction, ScaleKey, Version


def names(version: Version) -> tuple[tuple[str, str], ...]:
    """Every scale with its name."""
    return tuple((scale.id, scale.label) for scale in version.scales)


def entries(version: Version) -> tuple[FormEntry, ...]:
    """What the form of a scale asks for."""
    return (
        FormEntry("label", _("Name")),
        FormEntry("construct", _("Construct")),
        FormEntry("items", _("Items"), EntryKind.AREA, _("Their ids, with spaces between.")),
        FormEntry("reverse", _("Reversed items"), EntryKind.LINE, _("Those turned round before the mean is taken.")),
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
        return {"minimum_answered": f"{ScaleKey.model_fields['minimum_answered'].default!r}", "direction": "higher"}
    return {
        "label": scale.label,
        "construct": scale.construct,
        "items": " ".join(scale.items),
        "reverse": " ".join(scale.reverse),
        "minimum": str(scale.minimum),
        "maximum": str(scale.maximum),
        "minimum_answered": repr(scale.minimum_answered),
        "margin": "" if scale.margin is None else repr(scale.margin),
        "direction": str(scale.direction),
        "primary": "yes" if scale.primary else "",
        "missing": " ".join(str(code) for code in scale.missing),
        "partial": " ".join(scale.partial),
    }


def put(version: Version, name: str, sent: Values) -> Version:
    """The version with this scale."""
    raw = {
        "id": name,
        "label": sent.get("label", ""),
        "construct": sent.get("construct", ""),
        "items": parse_names(sent.get("items", "")),
        "reverse": parse_names(sent.get("reverse", "")),
        "minimum": number_in(sent.get("minimum", ""), key="minimum"),
        "maximum": number_in(sent.get("maximum", ""), key="maximum"),
        "minimum_answered": share_in(sent.get("minimum_answered", ""), key="minimum_answered"),
        "margin": share_in(sent.get("margin", ""), key="margin"),
        "direction": sent.get("direction", ""),
        "primary": sent.get("primary") == "yes",
        "partial": parse_names(sent.get("partial", "")),
        "missing": tuple(number_in(code, key="missing") for code in parse_names(sent.get("missing", ""))),
    }
    scale = built(ScaleKey, raw)
    if name not in dict(names(version)):
        return version.having(scales=(*version.scales, scale))
    return version.having(scales=tuple(scale if one.id == name else one for one in version.scales))


def without(version: Version, name: str) -> Version:
    """The version without a scale."""
    return version.having(scales=tuple(one for one in version.scales if one.id != name))
