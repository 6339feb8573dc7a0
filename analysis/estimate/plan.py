"""The analysis plan as plain values: what was decided before the data, and its fingerprint."""

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.estimate.estimate import LATER, as_json
from analysis.io.scales_file import document_faults
from analysis.scoring.scoring import Scale, scales_from_key
from analysis.thresholds import TOO_FEW_TO_REPORT_BELOW

UNSAID: Mapping[str, object] = {"randomised": False, "evenings": None, "looks": 1}
"""What earlier plans could not say, by its value where a plan does not say it: then it is no part of the digest."""


class BadPlan(Exception):  # noqa: N818 - a plan is refused, nothing went wrong
    """A scales file that cannot be taken as it is; `faults` holds one sentence a fault."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(" ".join(self.faults))


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What was fixed before the data: primary outcomes, margins in scale points, missing rule, threshold, other arm.

    Figures of fewer than `suppress_below` pairs are held back; 0 holds back nothing. `minimum_answered` is the share of
    items a score needs, by scale. `comparison_arm` names the arm that had no workshop, where there is one;
    `randomised` tells that it was drawn by lot who came. `evenings` are how many the study plans to hold, where that is
    fixed, and `looks` at how many of them, evenly spread, it claims what changed. `pairs_only` is of the file beside it
    and no part of the plan: that it holds people who answered both times alone.
    """

    primary: tuple[str, ...] = ()
    margins: Mapping[str, float] = field(default_factory=dict)
    minimum_answered: Mapping[str, float] = field(default_factory=dict)
    suppress_below: int = TOO_FEW_TO_REPORT_BELOW
    comparison_arm: str | None = None
    randomised: bool = field(default=False, metadata=LATER)
    pairs_only: bool = field(default=False, metadata=LATER)
    evenings: int | None = field(default=None, metadata=LATER)
    looks: int = field(default=1, metadata=LATER)

    @property
    def digest(self) -> str:
        """SHA-256, in hexadecimal, of the plan written down in one fixed way."""
        planned = {key: value for key, value in vars(self).items() if key != "pairs_only"}
        plain = {key: value for key, value in planned.items() if key not in UNSAID or value != UNSAID[key]}
        written = json.dumps(as_json(plain), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(written.encode()).hexdigest()


def plan_for(
    scales: Iterable[Scale],
    *,
    suppress_below: int = TOO_FEW_TO_REPORT_BELOW,
    comparison: str | None = None,
    randomised: bool = False,
    pairs_only: bool = False,
    evenings: int | None = None,
    looks: int = 1,
) -> Plan:
    """The plan that the scales themselves declare, with the given threshold, comparison arm, evenings and looks."""
    declared = tuple(scales)
    return Plan(
        primary=tuple(scale.id for scale in declared if scale.primary),
        margins={scale.id: scale.margin for scale in declared if scale.margin is not None},
        minimum_answered={scale.id: scale.minimum_answered for scale in declared},
        suppress_below=suppress_below,
        comparison_arm=comparison,
        randomised=randomised,
        pairs_only=pairs_only,
        evenings=evenings,
        looks=looks,
    )


def read_scales(path: Path) -> tuple[tuple[Scale, ...], Plan]:
    """The scales and the plan of a SCALES.toml; raises `BadPlan` with every fault of the file, each a sentence."""
    document = _document(path)
    faults = tuple(document_faults(document))
    if faults:
        raise BadPlan(faults)
    scales = scales_from_key({"id": name, "label": name, **table} for name, table in document["scales"].items())
    return scales, plan_for(scales, **document.get("plan", {}))


def without_direction(path: Path) -> tuple[str, ...]:
    """The ids of scales of which a SCALES.toml does not say which way is better; they are taken as higher."""
    scales = _document(path).get("scales", {})
    return tuple(name for name, table in scales.items() if "direction" not in table)


def _document(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as fault:
        raise BadPlan([f"{path} cannot be read: {fault.strerror}."]) from fault
    except UnicodeDecodeError as fault:
        raise BadPlan([f"{path} is not UTF-8 text: save it as UTF-8."]) from fault
    except tomllib.TOMLDecodeError as fault:
        raise BadPlan([f"{path} is not TOML: {fault}."]) from fault
