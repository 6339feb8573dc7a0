"""What changed, outcome by outcome: rows of the dumbbell, and the others grouped by what may be said of them."""

from collections.abc import Iterable, Sequence

from analysis.wording import comparison_phrases, look_phrases, phrases, wording
from analysis.wording.cautions import is_harm_among_several
from analysis.wording.phrases import Finding, Verdict, Way
from analysis.wording.wording import Measured, Sentence
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.figures.dumbbell import DumbbellOutcome
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.language.places import ROUNDED_ALONE, seem_apart
from evaluation.impact_report.text.differing_questions import compared_by


def drawable(found: Measured) -> bool:
    """Whether an outcome may be drawn as before and after."""
    silent = (Verdict.TOO_FEW_TO_REPORT, Verdict.APART, Verdict.SEVERAL)
    return wording.verdict(found)[0] not in silent and found.pre is not None


def row(report: ImpactReport, name: str, language: Language) -> DumbbellOutcome:
    """An outcome as a row of the dumbbell."""
    found = report.measured[name]
    label = wording.short(found.outcome)
    whom = found.outcome.removeprefix(label).strip()
    detail = whom or _questions(len(compared_by(report.outcomes[name])), language)
    detail = f"{detail}; {language.catalogue.gettext(IN_PER_CENT)}" if found.yes_or_no else detail
    if report.renderer >= 2:
        detail = f"{detail}; {language.catalogue.gettext(better(found))}"
    return DumbbellOutcome(
        label=language.begin(label),
        detail=detail,
        people=found.n,
        minimum=found.minimum,
        maximum=found.maximum,
        pre=found.pre or 0.0,
        post=found.post or 0.0,
        change=found.change or 0.0,
        low=found.low,
        high=found.high,
        margin=found.margin,
        ranged=found.ranged,
        pictured=name in report.context.pictured,
        welcome=False if found.own_unwelcome and found.claims else welcome(found),
        coarser=language.of(found.n).coarser,
        of_shares=found.yes_or_no,
    )


IN_PER_CENT = "per cent who said yes"


def better(found: Measured) -> str:
    """Which way is welcome, in words."""
    return phrases.BETTER[found.direction]


def welcome(found: Measured) -> bool | None:
    """Whether an outcome clearly moved the welcome way, or the other; None where it did not clearly move.

    The first renderer did not tell, and nothing is claimed between planned looks. Who moved the unwelcome way by less
    than a comparison group did not move the welcome way.
    """
    if found.renderer < 2 or not found.claims or wording.moved_less(found):
        return None
    if found.unwelcome:
        return False
    way = wording.verdict(found)[1]
    return True if found.worse is not Way.NOT_STATED and found.is_clear and way is not Way.NEITHER else None


NOT_MORE = "No rise as large as looked for, perhaps a fall: {names:names}."
NOT_LESS = "No fall as large as looked for, perhaps a rise: {names:names}."
YES_TO = "yes to “{outcome:begin}”"
EACH_GROUP = "Told by each group that came: {names:names}."
GROUP_HARMED = "Moved the unwelcome way: {names:names}."
GROUPS = {
    phrases.GROUP_MORE: ((Verdict.CLEARLY, Way.RISE), (Verdict.MORE, Way.RISE), (Verdict.LITTLE, Way.RISE)),
    phrases.GROUP_LESS: ((Verdict.CLEARLY, Way.FALL), (Verdict.MORE, Way.FALL), (Verdict.LITTLE, Way.FALL)),
    GROUP_HARMED: (),
    comparison_phrases.GROUP_FELL_LESS: (),
    comparison_phrases.GROUP_ROSE_LESS: (),
    phrases.GROUP_SAME: ((Verdict.SAME, Way.NEITHER),),
    NOT_MORE: ((Verdict.NOT_AS_MUCH, Way.RISE),),
    NOT_LESS: ((Verdict.NOT_AS_MUCH, Way.FALL),),
    phrases.GROUP_CANNOT_TELL: ((Verdict.CANNOT_TELL, Way.NEITHER),),
    phrases.GROUP_BY_CHANCE: ((Verdict.BY_CHANCE, Way.NEITHER),),
    look_phrases.GROUP: ((Verdict.SO_FAR, Way.NEITHER),),
    EACH_GROUP: ((Verdict.SEVERAL, Way.NEITHER),),
    phrases.GROUP_APART: ((Verdict.APART, Way.NEITHER),),
    phrases.GROUP_FEW: ((Verdict.TOO_FEW_TO_SAY, Way.NEITHER),),
    phrases.GROUP_HELD_BACK: ((Verdict.TOO_FEW_TO_REPORT, Way.NEITHER),),
}


def _groups(found: Measured) -> dict[Finding, str]:
    """Under which words each verdict is put; the first renderer told of fewer."""
    first = (
        {(Verdict.NOT_AS_MUCH, way): phrases.GROUP_CANNOT_TELL for way in (Way.FALL, Way.RISE)}
        if found.renderer < 2
        else {}
    )
    if is_harm_among_several(found):
        return {wording.verdict(found): GROUP_HARMED}
    if wording.moved_less(found):
        fell = found.worse is Way.FALL
        message = comparison_phrases.GROUP_FELL_LESS if fell else comparison_phrases.GROUP_ROSE_LESS
        return {wording.verdict(found): message}
    return {verdict: message for message, verdicts in GROUPS.items() for verdict in verdicts} | first


def summary(others: Iterable[Measured], language: Language) -> tuple[Sentence, ...]:
    """The other outcomes, grouped by what may be said of them."""
    found = [(wording.verdict(each), each) for each in others]
    compared = any(each.compared for _, each in found)
    groups = {
        message: [
            _in_group(message, each, language) for verdict, each in found if _groups(each).get(verdict) == message
        ]
        for message in GROUPS
    }
    said = tuple(Sentence(message, {"names": names}) for message, names in groups.items() if names)
    return (Sentence("Beside the comparison group."), *said) if compared and said else said


def _in_group(message: str, found: Measured, language: Language) -> str:
    if message == phrases.GROUP_SAME and found.up is not None:
        return language.say(wording.statement(phrases.SAME_WITH_COUNTS, found))
    if found.yes_or_no and message in (phrases.GROUP_MORE, phrases.GROUP_LESS):
        return language.say(wording.statement(YES_TO, found))
    return language.inside(found.outcome)


IN_WORDS = {
    (False, False): "{label} ({minimum:point} to {maximum:point}) {pre:level} to {post:level}, change {change:change}",
    (False, True): (
        "{label} ({minimum:point} to {maximum:point}) {pre:level} to {post:level}, change {change:change} "
        "({low:level} to {high:level})"
    ),
    (True, False): (
        "{label} ({minimum:point} to {maximum:point}) {pre:level} to {post:level}, difference {change:change}"
    ),
    (True, True): (
        "{label} ({minimum:point} to {maximum:point}) {pre:level} to {post:level}, difference {change:change} "
        "({low:level} to {high:level})"
    ),
}
"""A line of the dumbbell, by whether it is a difference and whether it has a range."""


def title_of_changes(rows: Sequence[DumbbellOutcome], language: Language, *, difference: bool, adjusted: bool) -> str:
    """The dumbbell in words, for those who do not see it."""
    said = [
        language.part(
            Sentence(
                IN_WORDS[difference, one.low is not None],
                vars(one),
                people=one.people,
                bounds=one.bounds,
                ranged=one.ranged,
                of_shares=one.of_shares,
            )
        )
        for one in rows
    ]
    whole = Sentence("Before and after. {said}.", {"said": "; ".join(said)})
    return language.say_all((whole, *how_rows_read(rows, language, difference=difference, adjusted=adjusted)))


OF_COMPARISON = "The last figure of a row is the difference in change from the comparison group."
ADJUSTED = "The last figure of a row is the difference from the comparison group, allowing for where each began."


def how_rows_read(
    rows: Sequence[DumbbellOutcome], language: Language, *, difference: bool, adjusted: bool
) -> tuple[Sentence, ...]:
    """Why the last figure of a row need not be after less before: what it is the difference from, or rounding.

    `adjusted` tells that this allows for where each side began.
    The first renderer did not tell.
    """
    if language.renderer < 2 or not rows:
        return ()
    if difference:
        return (Sentence(ADJUSTED if adjusted else OF_COMPARISON),)
    return (Sentence(ROUNDED_ALONE),) if any(rounding_shows(one, language) for one in rows) else ()


def rounding_shows(found: DumbbellOutcome | Measured, language: Language) -> bool:
    """Whether a change that is after less before seems not to be, by rounding alone, as the three are printed."""
    people = found.fewest if isinstance(found, Measured) else found.people
    shares = found.yes_or_no if isinstance(found, Measured) else found.of_shares
    written = language.of(people).in_units(of_shares=shares)
    decimals = written.against(found.bounds).as_fine(found.ranged).decimals + (2 if shares else 0)
    return seem_apart((found.post, found.pre, found.change), decimals=decimals, exact=not language.released)


def _questions(count: int, language: Language) -> str:
    """How many questions an outcome is the average of."""
    message = "one question" if count == 1 else "average of {count:count} questions"
    return language.say(Sentence(message, {"count": count}))
