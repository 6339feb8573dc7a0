"""What stands on page 1, in the reader's language: words, counts and figures ready to be set."""

from collections.abc import Iterable
from dataclasses import dataclass

from analysis import phrases, wording
from analysis.badge import Badge
from analysis.estimate import Suppressed
from analysis.phrases import Verdict, Way
from analysis.wording import Measured, Sentence
from evaluation.reports import saying
from evaluation.reports.context import Context, Quotation
from evaluation.reports.document import code_version
from evaluation.reports.figures.dumbbell import Dumbbell, Outcome, dumbbell
from evaluation.reports.figures.people import People, people
from evaluation.reports.findings import counts_in_words, printable_counts
from evaluation.reports.impact import ImpactReport
from evaluation.reports.language import Language

MOST_ROWS = 6


@dataclass(frozen=True)
class Share:
    """One count of who took part, as a bar against the largest."""

    count: int
    whole: int
    label: str
    both: bool = False


@dataclass(frozen=True, kw_only=True)
class Here:
    """Page 1 of a workshop or a chapter; a part that cannot be shown is None or empty."""

    meta: str
    headline: Sentence
    lede: tuple[Sentence, ...]
    outcome: str
    met: tuple[str, str] | None
    shares: tuple[Share, ...]
    summary: tuple[Sentence, ...]
    changes: Dumbbell | None
    changes_title: str
    n: int | None
    people: People | None
    people_title: str
    moved: str
    chance: Sentence | None
    badge: Badge
    badge_label: str
    quotation: Quotation | None
    quote: tuple[Sentence, ...]
    may_not_say: Sentence


def here(report: ImpactReport, language: Language) -> Here:
    """Page 1 of a report of one workshop or one chapter."""
    first = next(iter(report.measured.values()))
    drawn = [row(report, name) for name in list(report.measured)[:MOST_ROWS] if drawable(report.measured[name])]
    enough = wording.verdict(first)[0] not in (Verdict.TOO_FEW_TO_REPORT, Verdict.TOO_FEW_TO_SAY)
    return Here(
        meta=meta_here(report, language),
        headline=saying.headline(report),
        lede=saying.lede(report),
        outcome=language.begin(short(first.outcome)),
        met=met(report.context, language),
        shares=shares(report, language),
        summary=summary(list(report.measured.values())[1:MOST_ROWS], language),
        changes=dumbbell(drawn) if drawn else None,
        changes_title=title_of_changes(drawn, language),
        n=first.n if len({found.n for found in report.measured.values()}) == 1 else None,
        people=people(changes_of(report), margin=first.margin) if enough else None,
        people_title=title_of_people(report, first, language),
        moved=_moved(report, first, language),
        chance=saying.chance_here(report) if enough else None,
        badge=report.badge,
        badge_label=badge_label(report.badge, language),
        quotation=report.context.quotation if first.n >= 20 else None,
        quote=saying.quote(report),
        may_not_say=wording.may_not_say(first, one_workshop=report.workshops in (None, 1)),
    )


def meta_here(report: ImpactReport, language: Language) -> str:
    """Kind, title, chapter, place and day, as far as they are known."""
    context = report.context
    where = ", ".join(part for part in (report.chapters.names[0], context.place) if part)
    day = language.day(context.held_on) if context.held_on else ""
    many = language.say(Sentence("{n:count} workshops", {"n": report.workshops})) if (report.workshops or 1) > 1 else ""
    parts = dict.fromkeys(
        part for part in (context.kind, context.title, where, many, day, waiting(report, language)) if part
    )
    return " · ".join(parts)


def waiting(report: ImpactReport, language: Language) -> str:
    """How many pairs are used and how many wait for more; empty where none waits."""
    if not report.context.waiting:
        return ""
    used = next(iter(report.measured.values())).n
    return language.say(
        Sentence("{used:count} used, {waiting:count} waiting", {"used": used, "waiting": report.context.waiting})
    )


def met(context: Context, language: Language) -> tuple[str, str] | None:
    """Who met, and in how many one-to-ones of how many rounds; None where nobody counted."""
    if context.came is None:
        return None
    message = "{came:count} people met"
    if context.organisations:
        message = "{came:count} people from {organisations:count} organisations met"
    said = []
    if context.one_to_ones:
        said.append(language.say(Sentence("in {one_to_ones:count} one-to-ones (pairs)", vars(context))))
    if context.rounds and context.minutes:
        said.append(language.say(Sentence("over {rounds:count} rounds of {minutes:count} minutes", vars(context))))
    rest = f" {', '.join(said)}." if said else "."
    return language.say(Sentence(message, vars(context))), rest


SHARES = {"came": "people came", "pre": "answered before", "post": "answered after", "pairs": "answered both"}


def shares(report: ImpactReport, language: Language) -> tuple[Share, ...]:
    """Came, answered before, after, and both, where they may be printed."""
    counted = {field: count for field, count in report.flow.total.items() if isinstance(count, int)}
    if report.context.came is not None and not report.across:
        counted["came"] = report.context.came
    whole = max(counted.values(), default=0)
    return tuple(
        Share(counted[field], whole, language.catalogue.gettext(label), both=field == "pairs")
        for field, label in SHARES.items()
        if field in counted
    )


def drawable(found: Measured) -> bool:
    """Whether an outcome may be drawn as before and after."""
    return wording.verdict(found)[0] is not Verdict.TOO_FEW_TO_REPORT and found.pre is not None


def row(report: ImpactReport, name: str) -> Outcome:
    """An outcome as a row of the dumbbell."""
    found, scale = report.measured[name], report.outcomes[name].scale
    label, _, detail = found.outcome.partition(IN)
    count = len(scale.items)
    return Outcome(
        label=label[:1].upper() + label[1:],
        detail=f"in {detail}" if detail else "one question" if count == 1 else f"average of {count} questions",
        minimum=found.minimum,
        maximum=found.maximum,
        pre=found.pre or 0.0,
        post=found.post or 0.0,
        change=found.change or 0.0,
        low=found.low,
        high=found.high,
        margin=found.margin,
        pictured=name in report.context.pictured,
    )


GROUPS = {
    phrases.GROUP_MORE: ((Verdict.CLEARLY, Way.RISE), (Verdict.MORE, Way.RISE), (Verdict.LITTLE, Way.RISE)),
    phrases.GROUP_LESS: ((Verdict.CLEARLY, Way.FALL), (Verdict.MORE, Way.FALL), (Verdict.LITTLE, Way.FALL)),
    phrases.GROUP_SAME: ((Verdict.SAME, Way.NEITHER),),
    phrases.GROUP_CANNOT_TELL: (
        (Verdict.CANNOT_TELL, Way.NEITHER),
        (Verdict.NOT_AS_MUCH, Way.RISE),
        (Verdict.NOT_AS_MUCH, Way.FALL),
    ),
    phrases.GROUP_FEW: ((Verdict.TOO_FEW_TO_SAY, Way.NEITHER), (Verdict.TOO_FEW_TO_REPORT, Way.NEITHER)),
}


def summary(others: Iterable[Measured], language: Language) -> tuple[Sentence, ...]:
    """The other outcomes, grouped by what may be said of them."""
    found = [(wording.verdict(each), each) for each in others]
    groups = {
        message: [_in_group(message, each, language) for verdict, each in found if verdict in verdicts]
        for message, verdicts in GROUPS.items()
    }
    return tuple(Sentence(message, {"names": names}) for message, names in groups.items() if names)


def _in_group(message: str, found: Measured, language: Language) -> str:
    if message == phrases.GROUP_SAME and found.up is not None:
        return language.say(wording.statement(phrases.SAME_WITH_COUNTS, found))
    return language.inside(found.outcome)


def title_of_changes(rows: Iterable[Outcome], language: Language) -> str:
    """The dumbbell in words, for those who do not see it."""
    each = "{label} ({minimum:point} to {maximum:point}) {pre:level} to {post:level}, change {change:change}"
    said = [
        language.say(Sentence(each + (" ({low:level} to {high:level})" if one.low is not None else ""), vars(one)))
        for one in rows
    ]
    return language.say(Sentence("Before and after. {said}.", {"said": "; ".join(said)}))


IN = " in "
"""Where an English label of an outcome parts into what and in whom; a label without it stays whole."""


def short(label: str) -> str:
    """A label for a narrow place: what, without in whom."""
    return label.partition(IN)[0]


def changes_of(report: ImpactReport) -> list[float]:
    """How far each person moved on the first outcome, in scale points; nobody where it is held back."""
    pairs = report.first.scores.dropna(subset=["pre", "post"])
    return [float(change) for change in pairs["post"] - pairs["pre"]]


def title_of_people(report: ImpactReport, first: Measured, language: Language) -> str:
    """The people figure in words."""
    said = Sentence(
        "Change in {outcome:inside} for each of {n:count} people: {moved}",
        {**vars(first), "moved": _moved(report, first, language)},
    )
    return language.say(said)


def _moved(report: ImpactReport, first: Measured, language: Language) -> str:
    found = report.first.participants
    counts = None if isinstance(found, Suppressed) else printable_counts(found)
    if counts is None:
        return language.say(Sentence("One of the counts up, within and down is too small to print."))
    return language.say(counts_in_words(counts, first))


def badge_label(badge: Badge, language: Language) -> str:
    """The badge in words: 2 of 5: early evidence."""
    label = language.catalogue.gettext(badge.label)
    return language.say(Sentence("{level:count} of 5: {label}", {"level": badge.level, "label": label}))


def stamp(report: ImpactReport, language: Language) -> str:
    """What the foot of every page says: questions, plan, moment, data and program."""
    context = report.context
    parts = [
        _instrument(context, language),
        _plan(context, language),
        language.say(Sentence("frozen {moment:moment}", {"moment": context.frozen_at})) if context.frozen_at else "",
        language.say(Sentence("data {hash}", {"hash": f"{report.data_sha256[:4]}…{report.data_sha256[-4:]}"})),
        language.say(Sentence("code {code}", {"code": code_version(report)})),
    ]
    return " · ".join(part for part in parts if part)


def _instrument(context: Context, language: Language) -> str:
    if not context.instrument:
        return ""
    note = f" ({language.catalogue.gettext(context.status_note)})" if context.status_note else ""
    return f"{context.instrument} v{context.version}{note}"


def _plan(context: Context, language: Language) -> str:
    values = {"version": context.plan_version, "day": context.plan_fixed}
    fixed = "plan v{version}, fixed {day:short_day}" if context.plan_fixed else "plan v{version}"
    return language.say(Sentence(fixed, values))
