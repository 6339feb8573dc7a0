"""What stands around the figures of a report, for the machine-readable one: who met, what waits, what was looked at."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace

from analysis.disclosure.counted_answers import ROUNDED_TO, CountedQuestion
from analysis.disclosure.disclosure import SMALL
from analysis.estimate.estimate import as_json
from evaluation.impact_report.build.context import Check, Practice, Reading
from evaluation.impact_report.build.printed_counts import (
    came_printed,
    files_hold_back,
    holds_back,
    joined_printed,
    one_to_ones_printed,
    practice_printed,
)
from evaluation.impact_report.build.repeat_attenders import repeat_attenders_as_json
from evaluation.impact_report.build.report import ImpactReport

Json = dict[str, object]
ONE_OR_TWO = {"suppressed": "1 or 2 people"}


def context_as_json(report: ImpactReport) -> Json:
    """Everything that is printed of a report's context, without what is not known; counts of one or two are held
    back.
    """
    context, ways = report.context, joined_printed(report.context.joined)
    of_all = not (files_hold_back(report) and holds_back(report))
    found = {
        "held_on": context.held_on.isoformat() if context.held_on else None,
        "came": _few(context.came) if not context.released else as_json(came_printed(report)),
        "organisations": context.organisations,
        "rounds": context.rounds,
        "minutes": context.minutes,
        "one_to_ones": as_json(one_to_ones_printed(report)) if context.released else context.one_to_ones,
        "waiting": _few(context.waiting) if report.renderer < 2 else context.waiting,
        "held_back_by_lot": context.held_by_lot or None,
        "workshops": report.workshops,
        "repeated": _few(context.repeated or None),
        "set_aside": repeat_attenders_as_json(context),
        "first_by_name": _few(context.first_by_name or None),
        "unanswered": _few(context.unanswered or None),
        "miscounted": list(context.miscounted),
        "still_open": list(context.still_open),
        "follow_up_open": list(context.follow_up_open),
        "declined": {item: [_few(count) for count in counts] for item, counts in context.declined.items()},
        "checks": [_check(check, of_all=of_all) for check in context.checks],
        "joined": [_counted({**asdict(way), "people": as_json(people)}, ()) for way, people in ways],
        "readings": [_reading(report, reading) for reading in context.readings],
        "practice": [_practice(chapter) for chapter in practice_printed(report)],
        "quotation_of": context.quotation.of if context.quotation else None,
        "modules": _modules(report),
    }
    return {name: value for name, value in found.items() if value not in (None, {}, [])}


def _modules(report: ImpactReport) -> Json:
    """What modules asked, by wave and question: about how many gave each answer, and the area beside them."""
    found = report.context.modules if report.renderer >= 2 else None
    if found is None:
        return {}
    questions: dict[str, Json] = {}
    for each in found.questions:
        questions.setdefault(each.wave, {})[each.item] = _module_question(each)
    area = {"area": asdict(found.area)} if found.area else {}
    left_out = {"left_out": list(found.left_out)} if found.left_out else {}
    return {"rounded_to": ROUNDED_TO, "questions": questions, **left_out, **area}


def _module_question(question: CountedQuestion) -> Json:
    most = ", or all but so few" if question.several else ""
    few = {"suppressed": f"Fewer than {question.fewest} people{most}."}
    answers = {
        str(each.value): {
            "words": each.label,
            "people": few if each.people is None else each.people,
            **dict(zip(("percent_low", "percent_high"), question.percents(each) or (), strict=False)),
            **({"area_percent": each.area} if each.area is not None else {}),
        }
        for each in question.answers
    }
    about = {"module": question.module, "label": question.label, "words": question.text}
    several = {"several": True} if question.several else {}
    return {**about, **several, "answered": question.answered, "answers": answers}


def _few(count: int | None) -> object:
    return ONE_OR_TWO if count in SMALL else count


def _counted(row: Mapping[str, object], counts: Iterable[str]) -> Json:
    held_back = {name: ONE_OR_TWO for name in counts if row[name] in SMALL}
    return {name: value for name, value in {**row, **held_back}.items() if value not in (None, "")}


def _check(check: Check, *, of_all: bool) -> Json:
    """One look; the range of a share is as telling as its count.

    Unless `of_all` it is not told of how many: a count of people follows from that which is held back.
    """
    shown = check if of_all else replace(check, of=None, low=None, high=None)
    shown = replace(shown, low=None, high=None) if check.count in SMALL else shown
    return _counted(asdict(shown), ("count",))


def _reading(report: ImpactReport, reading: Reading) -> Json:
    """A stricter reading; only its kind where so few people make the difference that theirs would follow from it."""
    fewer = abs(next(iter(report.measured.values())).n - reading.pairs)
    if 0 < fewer < report.plan.suppress_below:
        return {
            "kind": reading.kind,
            "suppressed": "So few people make the difference that it could tell their answers.",
        }
    return _counted(asdict(reading), ("pairs",))


def _practice(chapter: Practice) -> Json:
    people = [_few(count) for count in chapter.people or ()]
    share = round(100 * chapter.mixed[0] / chapter.mixed[1]) if chapter.mixed and chapter.mixed[1] else None
    return _counted({**asdict(chapter), "people": people, "mixed_percent": share}, ())
