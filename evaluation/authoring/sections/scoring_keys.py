"""Scales in the editor: the scoring key."""

from flask_babel import gettext as _

from evaluation.authoring.sections.entries import Entry, Kind, Values, built, number_in, share_in, words_of
from instruments import Direction, ScaleKey, Version


def names(version: Version) -> tuple[tuple[str, str], ...]:
    """Every scale with its name."""
    return tuple((scale.id, scale.label) for scale in version.scales)


def entries(version: Version) -> tuple[Entry, ...]:  # noqa: ARG001 - every table's entries take the version
    """What the form of a scale asks for."""
    return (
        Entry("label", _("Name")),
        Entry("construct", _("Construct")),
        Entry("items", _("Items"), Kind.AREA, _("Their ids, with spaces between.")),
        Entry("reverse", _("Reversed items"), Kind.LINE, _("Those turned round before the mean is taken.")),
        Entry("minimum", _("Lowest score")),
        Entry("maximum", _("Highest score")),
        Entry("minimum_answered", _("Share of items that must be answered"), Kind.LINE, _("From 0 to 1.")),
        Entry("margin", _("Smallest change worth counting"), Kind.LINE, _("In points of the scale.")),
        Entry("direction", _("Better is"), Kind.CHOICE, "", tuple((way.value, way.value) for way in Direction)),
        Entry("primary", _("Headline outcome"), Kind.CHOICE, "", (("", _("No")), ("yes", _("Yes")))),
        Entry("missing", _("Codes that count as not answered")),
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
    }


def put(version: Version, name: str, sent: Values) -> Version:
    """The version with this scale."""
    raw = {
        "id": name,
        "label": sent.get("label", ""),
        "construct": sent.get("construct", ""),
        "items": words_of(sent.get("items", "")),
        "reverse": words_of(sent.get("reverse", "")),
        "minimum": number_in(sent.get("minimum", ""), key="minimum"),
        "maximum": number_in(sent.get("maximum", ""), key="maximum"),
        "minimum_answered": share_in(sent.get("minimum_answered", ""), key="minimum_answered"),
        "margin": share_in(sent.get("margin", ""), key="margin"),
        "direction": sent.get("direction", ""),
        "primary": sent.get("primary") == "yes",
        "missing": tuple(number_in(code, key="missing") for code in words_of(sent.get("missing", ""))),
    }
    scale = built(ScaleKey, raw)
    if name not in dict(names(version)):
        return version.having(scales=(*version.scales, scale))
    return version.having(scales=tuple(scale if one.id == name else one for one in version.scales))


def without(version: Version, name: str) -> Version:
    """The version without a scale."""
    return version.having(scales=tuple(one for one in version.scales if one.id != name))
