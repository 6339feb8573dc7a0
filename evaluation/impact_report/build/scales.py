"""Where the scales of an analysis come from: a file of scales, or a published version of an instrument."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import instruments
from analysis.estimate.plan import BadPlan, Plan, plan_for, read_scales
from analysis.scoring.scoring import Scale, scales_from_key
from evaluation.domain.errors import Refused
from evaluation.impact_report.build.context import ItemWords
from evaluation.impact_report.build.questions import ONE_TO_ONES
from instruments.several_choice import column_of, is_several

ONE_OF_YOUR_OWN = (
    "One that you published yourself is taken from its file: `weaving instrument export {name} --output own.toml`, "
    "then --instrument own.toml."
)
SOMEWHERE = "your area"
"""What {place} says where a report covers more than one place, or nobody says which."""


@dataclass(frozen=True, kw_only=True)
class ScoringSource:
    """Scales and plan; items that are no part of a scale and are passed over; what the context learns from them.

    `besides` has the questions of one-to-ones, which are read where a file has them, as if each were a scale.
    """

    scales: tuple[Scale, ...]
    plan: Plan
    besides: tuple[Scale, ...] = ()
    ignored: tuple[str, ...] = ()
    context: Mapping[str, Any] = field(default_factory=dict)


def from_file(path: Path) -> ScoringSource:
    """The scales and the plan of a SCALES.toml; every fault of it is refused at once."""
    try:
        scales, plan = read_scales(path)
    except BadPlan as bad:
        raise Refused(*bad.faults) from None
    named = {"leading": "named"} if plan.primary else {}
    return ScoringSource(scales=scales, plan=plan, context=named)


def from_instrument(name: str) -> ScoringSource:
    """The scales of a published version named `id/number`."""
    identifier, _, number = name.partition("/")
    if not number.isdigit():
        raise Refused(f"--instrument takes ID/VERSION, such as common-ground/1, not {name!r}.")
    try:
        version = instruments.load(identifier, int(number))
    except instruments.NoSuchVersion as unknown:
        raise Refused(f"{unknown} {ONE_OF_YOUR_OWN.format(name=name)}") from None
    return from_version(version)


def questions_path(instrument: str, number: int) -> str:
    """Where an export has the questions of a version that did not come with the program."""
    return f"questions/{instrument}-{number}.toml"


def from_version(version: instruments.Version) -> ScoringSource:
    """The scales of a version, with the words of its items."""
    scales = scales_from_key(instruments.scoring_key(version))
    scored = {item for scale in scales for item in scale.items}
    return ScoringSource(
        scales=scales,
        plan=plan_for(scales),
        besides=tuple(_counted(version, scales)),
        ignored=tuple(name for item in version.items if item.id not in scored for name in _columns(item, version)),
        context=version_facts(version, scales),
    )


def _columns(item: instruments.Item, version: instruments.Version) -> Iterator[str]:
    """The columns of a file that answers to an item are in: its own, and one for each of several to choose."""
    yield item.id
    shown = version.format_of(item)
    if is_several(shown):
        yield from (column_of(item.id, option.value) for option in shown.options)


def _counted(version: instruments.Version, scales: tuple[Scale, ...]) -> Iterator[Scale]:
    """The questions of one-to-ones that a version asks, and what may be answered to them."""
    codes = frozenset(code for scale in scales for code in scale.missing)
    for item in version.items:
        limits = version.format_of(item).limits
        if item.id in ONE_TO_ONES and limits:
            low, high = limits
            yield Scale(id=item.id, label=item.label, items=(item.id,), minimum=low, maximum=high, missing=codes)


def version_facts(version: instruments.Version, scales: tuple[Scale, ...]) -> dict[str, Any]:
    """What a report says of a version: its name and number, what it warns of, its questions as shown."""
    drawn = {item.id for item in version.items if version.format_of(item).layout == "pictures"}
    return {
        "instrument": version.id,
        "version": str(version.number),
        "status_note": version.status_note or "",
        "items": {item.id: words_shown(version, item, place=SOMEWHERE) for item in version.items},
        "pictured": frozenset(scale.id for scale in scales if set(scale.items) <= drawn),
    }


def words_shown(version: instruments.Version, item: instruments.Item, *, place: str) -> ItemWords:
    """A question as a version shows it at a place."""
    shown = version.format_of(item)
    options = {float(option.value): option.label for option in shown.options if isinstance(option.value, int)}
    return ItemWords(
        text=item.text.replace("{place}", place),
        ask=(item.ask or "").replace("{place}", place),
        options=options,
        ends=(shown.low_label or "", shown.high_label or ""),
    )
