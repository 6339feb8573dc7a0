"""What stands on page 1, in the reader's language: words, counts and figures ready to be set."""

from dataclasses import dataclass

from analysis.io.responses_file import UNNAMED_CHAPTER
from analysis.wording import renderer_1_phrases, wording
from analysis.wording.badge import Badge
from analysis.wording.counts_moved import are_too_few_to_count
from analysis.wording.phrases import Way
from analysis.wording.wording import Measured, Sentence
from evaluation.impact_report.build.context import Context, Quotation
from evaluation.impact_report.build.families import is_of_files
from evaluation.impact_report.build.findings import counts_in_words, direction_counts, is_undrawn
from evaluation.impact_report.build.printed_counts import came_printed, comparison_flow_printed, flow_printed
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.figures.dumbbell import Dumbbell, dumbbell
from evaluation.impact_report.figures.people_moved import People, people_moved
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.language.places import About
from evaluation.impact_report.layout.change_rows import drawable, how_rows_read, row, summary, title_of_changes
from evaluation.impact_report.text import sentences, who_has_a_score
from evaluation.impact_report.text.chance import chance_on_page_1
from evaluation.impact_report.text.counted import asked_of_one_side
from evaluation.impact_report.text.counted.workshops_behind import workshops_sentence
from evaluation.impact_report.text.footer import badge_label, maryland, why_levels_differ
from evaluation.impact_report.text.held_back import UNDRAWN
from evaluation.impact_report.text.may_not_say import may_not_say
from evaluation.impact_report.text.withheld.outcomes_not_asked import outcomes_not_asked

MOST_ROWS = 6
FURTHER = "{count:first_number} further outcomes are in the table “Every finding in one table”."
ONE_FURTHER = "One further outcome is in the table “Every finding in one table”."
"""Said of outcomes for which page 1 has no row."""
GROUPS_ONCE = {
    who_has_a_score.ONE_TIME: "Asked one time only: {names:names}.",
    who_has_a_score.NOT_ASKED["pre"]: "Not asked before: {names:names}.",
    who_has_a_score.NOT_ASKED["post"]: "Not asked after: {names:names}.",
    **asked_of_one_side.GROUPED,
}


@dataclass(frozen=True)
class Share:
    """One count of who took part, as a bar against the largest."""

    count: int
    whole: int
    label: str
    both: bool = False


@dataclass(frozen=True, kw_only=True)
class FirstPage:
    """Page 1 of a workshop or a chapter; a part that cannot be shown is None or empty.

    `both_ways` tells that some moved up and some down, as is printed. `held_back` tells that people are not drawn since
        one or two of them would be seen to have moved one way, and `undrawn` says that an earlier report is why nobody
        is drawn; `compared` tells that it speaks of the difference from a comparison group, and `comparison_counts`
        says how many of that group took part.
    """

    meta: str
    headline: Sentence
    lede: tuple[Sentence, ...]
    outcome: str
    compared: bool
    met: tuple[str, str] | None
    shares: tuple[Share, ...]
    comparison_counts: Sentence | None
    summary: tuple[Sentence, ...]
    changes: Dumbbell | None
    changes_title: str
    n: int | None
    people: People | None
    held_back: bool
    undrawn: Sentence | None
    people_title: str
    less_is_better: bool
    moved: str
    both_ways: bool
    chance: Sentence | None
    badge: Badge
    badge_label: str
    maryland: str
    why_levels_differ: tuple[Sentence, ...]
    quotation: Quotation | None
    how_picked: str
    quote: tuple[Sentence, ...]
    may_not_say: Sentence


def first_page(report: ImpactReport, language: Language) -> FirstPage:
    """Page 1 of a report of one workshop or one chapter."""
    first = next(iter(report.measured.values()))
    drawn = [
        row(report, name, language) for name in list(report.measured)[:MOST_ROWS] if drawable(report.measured[name])
    ]
    compared = first.compared is not None
    read = {"difference": compared, "adjusted": first.compared is not None and first.compared.adjusted}
    enough = wording.verdict(first)[0] not in wording.SILENT
    held_back = enough and report.renderer >= 2 and first.up is None and report.first.moves is not None
    return FirstPage(
        meta=first_page_facts(report, language),
        headline=sentences.headline(report),
        lede=(*sentences.lede(report), *outcomes_not_asked(report, language)),
        outcome=language.begin(wording.short(first.outcome)),
        compared=compared,
        met=met(report.context, language) if isinstance(came_printed(report), int) else None,
        shares=shares(report, language),
        comparison_counts=comparison_shares(report),
        summary=(*_others(report, language), *how_rows_read(drawn, language, **read)),
        changes=dumbbell(drawn, difference=compared) if drawn else None,
        changes_title=title_of_changes(drawn, language, **read),
        n=first.n if len({found.n for found in report.measured.values()}) == 1 else None,
        people=_people(report, first) if enough and not held_back else None,
        held_back=held_back,
        undrawn=_undrawn(report, enough=enough),
        people_title=title_of_people(report, first, language),
        less_is_better=report.renderer >= 2 and first.direction == "lower",
        moved=_moved(report, first, language),
        both_ways=report.renderer < 2 or bool(first.up and first.down),
        chance=chance_on_page_1(report),
        badge=report.badge,
        badge_label=badge_label(report.badge, language),
        maryland=maryland(report, language),
        why_levels_differ=why_levels_differ(report),
        quotation=report.quotation,
        how_picked=how_picked(report.context.quotation, language),
        quote=sentences.quote(report),
        may_not_say=may_not_say(report),
    )


def _people(report: ImpactReport, first: Measured) -> People | None:
    moves, yes_or_no = report.first.moves, first.yes_or_no
    stated = first.worse is not Way.NOT_STATED
    return people_moved(moves, margin=first.margin, yes_or_no=yes_or_no, stated=stated, renderer=report.renderer)


def _undrawn(report: ImpactReport, *, enough: bool) -> Sentence | None:
    return Sentence(UNDRAWN) if enough and report.renderer >= 2 and is_undrawn(report.first) else None


def _others(report: ImpactReport, language: Language) -> tuple[Sentence, ...]:
    """The other outcomes in groups, then those that were asked at one time alone, and how many have no row here."""
    names = list(report.measured)[1:MOST_ROWS]
    said = {name: who_has_a_score.once_in_a_cell(report, name) for name in names}
    grouped = summary([report.measured[name] for name in names if not said[name]], language)
    once = {message: [name for name in names if said[name] == cell] for cell, message in GROUPS_ONCE.items()}
    inside = {message: [language.inside(report.measured[name].outcome) for name in of] for message, of in once.items()}
    listed = (Sentence(message, {"names": names}) for message, names in inside.items() if names)
    return (*grouped, *listed, *_further(report))


def _further(report: ImpactReport) -> tuple[Sentence, ...]:
    count = len(report.measured) - MOST_ROWS
    if count <= 0 or report.renderer < 2:
        return ()
    return (Sentence(ONE_FURTHER if count == 1 else FURTHER, {"count": count}),)


def how_picked(quotation: Quotation | None, language: Language) -> str:
    """How a quote was picked, from how many where that is known."""
    if quotation is None:
        return ""
    said = language.catalogue.gettext(quotation.how_picked)
    return said if quotation.of is None else said.replace("{of}", language.count(quotation.of))


def chapter_named(report: ImpactReport) -> str:
    """The chapter's name; empty where files name none, and a title says what the report is of."""
    name = report.chapters.names[0]
    return "" if report.context.title and is_of_files(report.context) and name == UNNAMED_CHAPTER else name


def first_page_facts(report: ImpactReport, language: Language) -> str:
    """Kind, title, chapter, place and day, as far as they are known."""
    context = report.context
    kind = language.catalogue.gettext(context.kind) if context.kind else ""
    where = ", ".join(part for part in (chapter_named(report), context.place) if part)
    day = language.day(context.held_on) if context.held_on else ""
    many = language.say(workshops_sentence(report)) if (report.workshops or 1) > 1 else ""
    sentences_shown = dict.fromkeys(
        part for part in (kind, context.title, where, many, day, pairs_waiting(report, language)) if part
    )
    return " · ".join(sentences_shown)


def pairs_waiting(report: ImpactReport, language: Language) -> str:
    """How many pairs are used and how many wait for more; empty where none waits."""
    if not report.context.waiting:
        return ""
    used, waiting = next(iter(report.measured.values())).n, report.context.waiting
    if report.renderer < 2:
        return language.say(Sentence(renderer_1_phrases.USED_AND_WAITING, {"used": used, "waiting": waiting}))
    return language.say(
        Sentence("{used:count} used, {waiting:count} waiting", {"used": used, "waiting": About(waiting)})
    )


def met(context: Context, language: Language) -> tuple[str, str] | None:
    """Who met, and in how many one-to-ones of how many rounds; None where nobody counted."""
    if context.came is None or context.miscounted:
        return None
    message = "{came:count} people met"
    if context.organisations:
        message = "{came:count} people from {organisations:count} organisations met"
    said = []
    if context.one_to_ones:
        said.append(language.say(Sentence("in {one_to_ones:count} one-to-ones (pairs)", vars(context))))
    if context.rounds and context.minutes:
        rounds, minutes = (language.renderer < 2 or each > 1 for each in (context.rounds, context.minutes))
        said.append(language.say(Sentence(ROUNDS[rounds, minutes], vars(context))))
    rest = f" {', '.join(said)}." if said else "."
    return language.say(Sentence(message, vars(context))), rest


ROUNDS = {
    (True, True): "over {rounds:count} rounds of {minutes:count} minutes",
    (True, False): "over {rounds:count} rounds of {minutes:count} minute",
    (False, True): "over {rounds:count} round of {minutes:count} minutes",
    (False, False): "over {rounds:count} round of {minutes:count} minute",
}
"""By whether there are several rounds, and several minutes; the first renderer said one of each as several."""

SHARES = {"came": "people came", "pre": "answered before", "post": "answered after", "pairs": "answered both"}
COUNTED = {"pairs": "answered both and are counted"}
"""What counts are called where answers are held back by lot: not those of everybody."""


def share_labels(context: Context) -> dict[str, str]:
    """What each count of who took part is called."""
    return SHARES | (COUNTED if context.held_by_lot else {})


def shares(report: ImpactReport, language: Language) -> tuple[Share, ...]:
    """Came, answered before, after, and both, where they may be printed."""
    counted = {field: count for field, count in flow_printed(report).total.items() if isinstance(count, int)}
    came = came_printed(report)
    if isinstance(came, int) and not report.across:
        counted["came"] = came
    if report.context.miscounted:
        counted.pop("came", None)
    whole = max(counted.values(), default=0)
    return tuple(
        Share(counted[field], whole, language.catalogue.gettext(label), both=field == "pairs")
        for field, label in share_labels(report.context).items()
        if field in counted and field in (report.estimand.once or field, "came")
    )


OF_THOSE_WHO_CAME = "These are of those who came."
COMPARISON_PAIRS = "These are of those who came. Of the comparison group, {pairs:count} answered both times."
COMPARISON_IN_FULL = (
    "These are of those who came. Of the comparison group, {pre:count} answered before, {post:count} after "
)
COMPARISON_IN_FULL += "and {pairs:count} both times."
UNCOUNTED = " In chapters where too few of it answered both times, it is not counted."
COMPARISON_PAIRS_SHOWN = COMPARISON_PAIRS + UNCOUNTED
COMPARISON_IN_FULL_SHOWN = COMPARISON_IN_FULL + UNCOUNTED


def comparison_shares(report: ImpactReport) -> Sentence | None:
    """Of whom the counts of who took part are, and the comparison group's own; None where there is no such group."""
    if not report.estimand.compared or report.renderer < 2:
        return None
    found = comparison_flow_printed(report)
    counts = {field: count for field, count in found.items() if field in WAVES_AND_PAIRS and isinstance(count, int)}
    if "pairs" not in counts:
        return Sentence(OF_THOSE_WHO_CAME)
    in_full = len(counts) == len(WAVES_AND_PAIRS)
    if report.comparison_flow and report.comparison_flow.left_out:
        return Sentence(COMPARISON_IN_FULL_SHOWN if in_full else COMPARISON_PAIRS_SHOWN, counts)
    return Sentence(COMPARISON_IN_FULL if in_full else COMPARISON_PAIRS, counts)


WAVES_AND_PAIRS = ("pre", "post", "pairs")


def title_of_people(report: ImpactReport, first: Measured, language: Language) -> str:
    """The people figure in words."""
    said = Sentence(
        "Change in {outcome:inside} for each of {n:count} people: {moved}",
        {**vars(first), "moved": _moved(report, first, language)},
    )
    return language.say(said)


def _moved(report: ImpactReport, first: Measured, language: Language) -> str:
    counts = direction_counts(report.first)
    if counts is not None and report.renderer >= 2 and are_too_few_to_count(sum(counts)):
        return ""
    if counts is None and report.renderer >= 2 and (first.margin is None or first.yes_or_no):
        return language.say(Sentence("One of the counts up, the same and down is too small to print."))
    if counts is None:
        return language.say(Sentence("One of the counts up, within and down is too small to print."))
    return language.say(counts_in_words(counts, first))
