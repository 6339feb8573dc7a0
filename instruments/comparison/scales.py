"""Changes of a scale: what is counted, how, and what is made of it."""

from collections.abc import Iterator
from dataclasses import replace

from instruments.comparison.change import Change, Comparability
from instruments.messages import PlainMessage
from instruments.model import ScaleKey, Version

RULES = {
    "reverse": (PlainMessage("reversed items"), Comparability.NOT),
    "minimum": (PlainMessage("lowest score"), Comparability.NOT),
    "maximum": (PlainMessage("highest score"), Comparability.NOT),
    "construct": (PlainMessage("construct"), Comparability.NOT),
    "direction": (PlainMessage("direction"), Comparability.NOT),
    "minimum_answered": (PlainMessage("share that must be answered"), Comparability.WITH_CARE),
    "missing": (PlainMessage("codes that count as not answered"), Comparability.WITH_CARE),
    "partial": (PlainMessage("list of waves that ask only a part of it"), Comparability.WITH_CARE),
    "margin": (PlainMessage("smallest change worth counting"), Comparability.WITH_CARE),
    "primary": (PlainMessage("place among the headline outcomes"), Comparability.WITH_CARE),
    "label": (PlainMessage("name"), Comparability.SAME),
}


def scale_changes(old: Version, new: Version) -> Iterator[Change]:
    """Every change between the scoring keys of two versions."""
    before, after = ({scale.id: scale for scale in version.scales} for version in (old, new))
    for name, scale in before.items():
        if name not in after:
            yield _whole(scale, PlainMessage("No longer scored: %(scale)s.", scale=scale.label), "scale dropped")
    for name, scale in after.items():
        if name in before:
            yield from _between(before[name], scale)
        else:
            yield _whole(scale, PlainMessage("Scored for the first time: %(scale)s.", scale=scale.label), "scale added")


def _whole(scale: ScaleKey, sentence: str, rule: str) -> Change:
    """One change of a whole scale, which is exactly all that is counted in it and how."""
    return replace(_change(scale.id, "", sentence, rule, Comparability.NOT), exact=scale.model_dump_json())


def _between(old: ScaleKey, new: ScaleKey) -> Iterator[Change]:
    for name in old.items:
        if name not in new.items:
            said = PlainMessage("'%(item)s' no longer counts.", item=name)
            yield _change(new.id, ".items", said, "item dropped from a score", Comparability.NOT)
    for name in new.items:
        if name not in old.items:
            said = PlainMessage("'%(item)s' counts as well.", item=name)
            yield _change(new.id, ".items", said, "item added to a score", Comparability.NOT)
    for key, (noun, comparability) in RULES.items():
        before, after = _shown(getattr(old, key)), _shown(getattr(new, key))
        if before != after:
            said = PlainMessage("The %(noun)s was %(old)s and is %(new)s.", noun=noun, old=before, new=after)
            yield _change(new.id, f".{key}", said, str(noun), comparability)


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(sorted(str(one) for one in value)) or PlainMessage("none")
    if isinstance(value, bool):
        return PlainMessage("yes") if value else PlainMessage("no")
    if value is None:
        return PlainMessage("none")
    return f"{value:g}" if isinstance(value, float) else str(value)


def _change(scale: str, key: str, sentence: str, rule: str, comparability: Comparability) -> Change:
    return Change(key=f"scales.{scale}{key}", sentence=sentence, comparability=comparability, rule=rule, scale=scale)
