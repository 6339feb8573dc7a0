"""Changes of a scale: what is counted, how, and what is made of it."""

from collections.abc import Iterator
from dataclasses import replace

from instruments.comparison.change import Change, Comparability
from instruments.model import ScaleKey, Version

RULES = {
    "reverse": ("reversed items", Comparability.NOT),
    "minimum": ("lowest score", Comparability.NOT),
    "maximum": ("highest score", Comparability.NOT),
    "construct": ("construct", Comparability.NOT),
    "direction": ("direction", Comparability.NOT),
    "minimum_answered": ("share that must be answered", Comparability.WITH_CARE),
    "missing": ("codes that count as not answered", Comparability.WITH_CARE),
    "margin": ("smallest change worth counting", Comparability.WITH_CARE),
    "primary": ("place among the headline outcomes", Comparability.WITH_CARE),
    "label": ("name", Comparability.SAME),
}


def scale_changes(old: Version, new: Version) -> Iterator[Change]:
    """Every change between the scoring keys of two versions."""
    before, after = ({scale.id: scale for scale in version.scales} for version in (old, new))
    for name, scale in before.items():
        if name not in after:
            yield _whole(scale, f"No longer scored: {scale.label}.", "scale dropped")
    for name, scale in after.items():
        if name in before:
            yield from _between(before[name], scale)
        else:
            yield _whole(scale, f"Scored for the first time: {scale.label}.", "scale added")


def _whole(scale: ScaleKey, sentence: str, rule: str) -> Change:
    """One change of a whole scale, which is exactly all that is counted in it and how."""
    return replace(_change(scale.id, "", sentence, rule, Comparability.NOT), exact=scale.model_dump_json())


def _between(old: ScaleKey, new: ScaleKey) -> Iterator[Change]:
    for name in old.items:
        if name not in new.items:
            yield _change(
                new.id, ".items", f"'{name}' no longer counts.", "item dropped from a score", Comparability.NOT
            )
    for name in new.items:
        if name not in old.items:
            yield _change(new.id, ".items", f"'{name}' counts as well.", "item added to a score", Comparability.NOT)
    for key, (noun, comparability) in RULES.items():
        before, after = _shown(getattr(old, key)), _shown(getattr(new, key))
        if before != after:
            yield _change(new.id, f".{key}", f"The {noun} was {before} and is {after}.", noun, comparability)


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(sorted(str(one) for one in value)) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return "none"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _change(scale: str, key: str, sentence: str, rule: str, comparability: Comparability) -> Change:
    return Change(key=f"scales.{scale}{key}", sentence=sentence, comparability=comparability, rule=rule, scale=scale)
