"""What stands around the figures of a report, for the machine-readable one: who met, what waits, what was looked at."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict

from analysis.disclosure import SMALL
from evaluation.reports.context import Practice
from evaluation.reports.impact import ImpactReport

Json = dict[str, object]
FEW = {"suppressed": "1 or 2 people"}


def surroundings(report: ImpactReport) -> Json:
    """Everything that is printed of a report's context, without what is not known; counts of one or two are held
    back.
    """
    context = report.context
    found = {
        "held_on": context.held_on.isoformat() if context.held_on else None,
        "came": _few(context.came),
        "organisations": context.organisations,
        "rounds": context.rounds,
        "minutes": context.minutes,
        "one_to_ones": context.one_to_ones,
        "waiting": _few(context.waiting),
        "workshops": report.workshops,
        "repeated": _few(context.repeated or None),
        "declined": {item: [_few(count) for count in counts] for item, counts in context.declined.items()},
        "checks": [_counted(asdict(check), ("count",)) for check in context.checks],
        "joined": [_counted(asdict(way), ("people",)) for way in context.joined],
        "readings": [_counted(asdict(reading), ("pairs",)) for reading in context.readings],
        "practice": [_practice(chapter) for chapter in context.practice],
        "quotation_of": context.quotation.of if context.quotation else None,
    }
    return {name: value for name, value in found.items() if value not in (None, {}, [])}


def _few(count: int | None) -> object:
    return FEW if count in SMALL else count


def _counted(row: Mapping[str, object], counts: Iterable[str]) -> Json:
    held_back = {name: FEW for name in counts if row[name] in SMALL}
    return {name: value for name, value in {**row, **held_back}.items() if value not in (None, "")}


def _practice(chapter: Practice) -> Json:
    people = [_few(count) for count in chapter.people or ()]
    share = round(100 * chapter.mixed[0] / chapter.mixed[1]) if chapter.mixed and chapter.mixed[1] else None
    return _counted({**asdict(chapter), "people": people, "mixed_percent": share}, ())
