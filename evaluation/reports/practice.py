"""How each chapter works: its kinds of meetings, workshops, rounds and people."""

from collections.abc import Iterable, Mapping

from evaluation.domain.name_order import name_order
from evaluation.impact_report.build.context import Practice
from evaluation.models import Experiment


def practice_of(experiments: Mapping[str, Iterable[Experiment]], *, kinds: Mapping[str, str]) -> tuple[Practice, ...]:
    """A row a chapter in name order, from what is recorded of its `experiments`."""
    return tuple(_chapter(name, list(experiments[name]), kinds=kinds) for name in sorted(experiments, key=name_order))


def _chapter(name: str, held: list[Experiment], *, kinds: Mapping[str, str]) -> Practice:
    return Practice(
        chapter=name,
        kinds=tuple(dict.fromkeys(kinds[each.kind] for each in held)),
        workshops=len(held),
        rounds=_ends(each.actual_rounds or each.planned_rounds for each in held),
        people=_ends(each.came for each in held),
    )


def _ends(counts: Iterable[int | None]) -> tuple[int, int] | None:
    known = [count for count in counts if count is not None]
    return (min(known), max(known)) if known else None
