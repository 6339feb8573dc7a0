"""The planned days of a wave. Participants' pages tell them, so nothing here loads what joins or analyses answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import Experiment

WINDOWED = ("pretest", "then", "follow_up")
"""Waves that open and close on days of their own; Before and After belong to the evening."""


@dataclass(frozen=True, slots=True)
class Window:
    """The first and the last day on which a wave is open, on the calendar of the study's time zone."""

    first: date
    last: date


def window_of(experiment: Experiment, kind: str) -> Window | None:
    """The planned days of a wave."""
    return window_in(experiment.options, kind)


def window_in(options: Mapping[str, Any], kind: str) -> Window | None:
    """The same, from an experiment's options alone."""
    kept = options.get("windows", {}).get(kind)
    return Window(date.fromisoformat(kept["first"]), date.fromisoformat(kept["last"])) if kept else None


def refuse_impossible(experiment: Experiment, kind: str, *, window: Window | None) -> None:
    """Refuse days that a wave cannot have, whoever means them."""
    if kind not in WINDOWED:
        raise Refused(
            Message(
                "%(wave)s belongs to the evening; days can be planned for %(waves)s.",
                wave=kind,
                waves=", ".join(WINDOWED),
            )
        )
    if window and window.last < window.first:
        raise Refused("The last day cannot be before the first.")
    held = experiment.date
    if window and kind == "follow_up":
        refuse_before_it_is_over(held, window.first)
    if window and kind == "then" and held and window.first < held:
        raise Refused(
            Message(
                "Then looks back on the evening: its first day cannot be before %(day)s.",
                day=held,
            )
        )
    if window and kind == "pretest" and held and window.first >= held:
        raise Refused(
            Message(
                "The pretest comes before the evening: its first day must be before %(day)s.",
                day=held,
            )
        )


def plan_window(experiment: Experiment, kind: str, *, window: Window | None) -> None:
    """Plan the days of a wave, or plan none."""
    refuse_impossible(experiment, kind, window=window)
    kept = dict(experiment.options.get("windows", {}))
    kept.pop(kind, None)
    if window:
        kept[kind] = {"first": window.first.isoformat(), "last": window.last.isoformat()}
    experiment.options = {**experiment.options, "windows": kept}


def refuse_before_it_is_over(held: date | None, first: date) -> None:
    """Refuse a follow-up whose first day is that of the evening or one before it."""
    if held and first <= held:
        raise Refused(
            Message(
                "The follow-up comes after the evening: its first day must be after %(day)s.",
                day=held,
            )
        )
