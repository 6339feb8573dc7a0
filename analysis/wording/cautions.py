"""What could be missed behind an average, in sentences: everybody at once, small chapters, harm in single chapters."""

from collections.abc import Sequence
from dataclasses import replace
from math import comb
from statistics import NormalDist

from analysis.estimate.estimate import Interval, NotEstimable
from analysis.pooling.everybody import Everybody
from analysis.pooling.new_chapter import NewChapter
from analysis.thresholds import is_high_ceiling
from analysis.wording import caution_phrases, comparison_phrases, phrases, renderer_1_phrases
from analysis.wording.measured import Measured, Sentence, harm_of_average_alone, own_verdict, verdict
from analysis.wording.measured_facts import Chapters
from analysis.wording.ranges import way_of_range
from analysis.wording.rounding import Ranged
from analysis.wording.stating import figures_of, position_of, statement

MANY_NAMES = 6
ONE_IN = 40
"""Of how many 95 % ranges one lies past nil on a given side where nothing changed."""
SELDOM = 0.05
"""What chance brings less often than this is not put down to it."""


def of_everybody(measured: Measured) -> tuple[Sentence, ...]:
    """The second figure beside an average, where by it the headline would be worded otherwise or of another sign."""
    harm = harm_of_average_alone(measured)
    found = verdict(measured)
    alike = found == own_verdict(measured) or found[0] is phrases.Verdict.BY_CHANCE or measured.by_count
    alike = alike or measured.unclaimed
    if alike and not harm and not _of_other_sign(measured) and not _only_people_harmed(measured):
        return ()
    if measured.everybody is None:
        return (Sentence(caution_phrases.OTHERWISE_WORDED, {"outcome": measured.outcome}),)
    worse = () if measured.unwelcome or not measured.unwelcome_of_all else (measured.worse,)
    compared = measured.everybody.of_comparison is not None
    messages = (caution_phrases.EVERYBODY, caution_phrases.EVERYBODY_WITH_HARM)
    if compared:
        messages = (caution_phrases.EVERYBODY_COMPARED, caution_phrases.EVERYBODY_COMPARED_WITH_HARM)
    message = messages[harm]
    said = everybody_sentence(message, measured, measured.everybody)
    return (said, *(statement(caution_phrases.UNWELCOME_OF_ALL[way], measured) for way in worse))


def of_exact_test(measured: Measured) -> tuple[Sentence, ...]:
    """That a yes/no question is worded more carefully than by its range alone."""
    return (Sentence(caution_phrases.BY_COUNT),) if measured.by_count else ()


def chance_by_exact_test(measured: Measured) -> tuple[Sentence, ...]:
    """The same beside a range, where no headline is of it: in what may be quoted, and of one of two chapters."""
    return (Sentence(caution_phrases.CHANCE_BY_COUNT),) if measured.by_count else ()


def quoted_of_everybody(measured: Measured) -> tuple[Sentence, ...]:
    """The second figure as part of what may be quoted, where it stands beside the average; the first words had none."""
    if measured.renderer < 2 or measured.everybody is None or not of_everybody(measured):
        return ()
    said = caution_phrases.QUOTE_EVERYBODY
    if measured.everybody.of_comparison is not None:
        said = caution_phrases.QUOTE_EVERYBODY_COMPARED
    elif measured.unwelcome_of_all and not measured.unwelcome:
        said = caution_phrases.QUOTE_EVERYBODY_UNWELCOME[measured.worse]
    return (everybody_sentence(said, measured, measured.everybody),)


def _of_other_sign(measured: Measured) -> bool:
    """Whether the plain mean of people and the average over chapters, each as it is written, go opposite ways."""
    if measured.everybody is None or measured.change is None:
        return False
    return round(measured.change, 1) * round(measured.everybody.each_person, 1) < 0


def _only_people_harmed(measured: Measured) -> bool:
    """Whether the plain mean of people clearly moved the unwelcome way, and the average over chapters leaves that open.

    One big chapter among small ones does that: most of the people moved so, and most of the chapters did not.
    """
    found = measured.everybody
    if found is None or found.of_comparison is not None or measured.unwelcome:
        return False
    return way_of_range(*found.each_range) is measured.worse


def everybody_sentence(message: str, measured: Measured, found: Everybody) -> Sentence:
    """A message of everybody at once with its figures."""
    values: dict[str, object] = {"people": found.pairs, "change": found.estimate, "low": found.low, "high": found.high}
    values |= {"each": found.each_person, "outcome": measured.outcome, "chapters": found.chapters}
    values |= dict(zip(("each_low", "each_high"), found.each_range, strict=True))
    values |= {} if found.of_comparison is None else {"others": found.of_comparison}
    keys = tuple(measured.keys[name] for name in ("everybody",) if name in measured.keys)
    ranged = Ranged(change=found.estimate, low=found.low, high=found.high)
    if found.left_out:
        message, values["names"] = caution_phrases.SOME_LEFT_OUT.get(message, message), found.left_out
    return Sentence(message, values, keys, people=found.pairs, bounds=measured.bounds, ranged=ranged)


def signs(measured: Measured, chapters: Chapters) -> tuple[Sentence, ...]:
    """In how many chapters it rose, fell and stayed the same, where some rose and some fell."""
    if measured.ways is None or not measured.mixed:
        return ()
    up, down = measured.ways
    same = chapters.k - up - down
    forms = comparison_phrases if measured.compared else caution_phrases
    values = {"up": up, "down": down, "k": chapters.k}
    return (Sentence(forms.SIGNS_AND_NIL, {**values, "same": same}) if same > 0 else Sentence(forms.SIGNS, values),)


def disagree(measured: Measured) -> bool:
    """Whether nothing is claimed because two ways of comparing sides that began apart would be worded otherwise."""
    found = measured.compared
    if found is None or found.unadjusted is None or measured.low is None or measured.renderer < 2:
        return False
    both, one = (replace(measured, compared=each, decided=None) for each in (found, replace(found, unadjusted=None)))
    open_now = verdict(measured)[0] in (phrases.Verdict.CANNOT_TELL, phrases.Verdict.NOT_AS_MUCH)
    return open_now and own_verdict(both)[0] is not own_verdict(one)[0]


def of_both_ways(measured: Measured) -> tuple[Sentence, ...]:
    """The difference that allows for nothing, where without it more would be claimed of sides that began apart."""
    found = measured.compared.unadjusted if measured.compared else None
    if found is None or not disagree(measured):
        return ()
    values: dict[str, object] = {"change": found.estimate, "low": found.low, "high": found.high}
    ranged = Ranged(change=found.estimate, low=found.low, high=found.high)
    keys = figures_of(measured, "unadjusted")
    said = Sentence(
        comparison_phrases.BOTH_WAYS, values, keys, people=measured.fewest, bounds=measured.bounds, ranged=ranged
    )
    said = replace(said, of_shares=measured.yes_or_no)
    ways = (way_of_range(measured.low or 0.0, measured.high or 0.0), way_of_range(found.low, found.high))
    harm = measured.worse in ways
    worse = comparison_phrases.UNWELCOME_ONE_WAY
    return (said, *((statement(worse[measured.worse], measured),) if harm else ()))


def first_sketch(chapters: Chapters) -> Sentence:
    """That a comparison in few chapters is a first sketch, and in which it was where it was not in all."""
    if not chapters.without:
        return Sentence(phrases.FEW_CHAPTERS, {"k": chapters.k})
    behind = tuple(name for name in chapters.names if name not in chapters.without)
    return Sentence(comparison_phrases.FIRST_SKETCH, {"k": chapters.k, "names": behind})


def by_chance(places: Sequence[Measured | None], k: int, *, outcome: str = "", outcomes: int = 1) -> Sentence | None:
    """How many of k chapters would clearly move one way where nothing changed, beside how many did.

    None where that would reassure wrongly: where one of these is too far off, or chance would seldom bring so many. It
    is 95 % ranges that are told: one in 40 lies past nil on a given side. A range that lies further past nil than a
    quarter of its width is rarer than one in 500, which this would not be true of; nor of one that is clear among all
    places and outcomes. Of several `outcomes` it is said of this one how often one of all would look so.
    """
    near = all(place is not None and _near_nil(place, looked_at=k * outcomes) for place in places)
    if not near or not may_be_chance(len(places), k):
        return None
    values: dict[str, object] = {"count": len(places), "k": k}
    if outcomes > 1:
        values |= {"outcome": outcome, **among(outcomes, k)}
        many = caution_phrases.BY_CHANCE_OF_AMONG
        return Sentence(caution_phrases.BY_CHANCE_AMONG if k < ONE_IN else many, values)
    if k < ONE_IN:
        return Sentence(caution_phrases.BY_CHANCE, values)
    return Sentence(caution_phrases.BY_CHANCE_OF, {**values, "expected": k / ONE_IN})


def may_be_chance(count: int, k: int) -> bool:
    """Whether chance brings so many of k, or more, in one study of 20 or oftener (a binomial tail)."""
    fewer = sum(comb(k, each) * (1 / ONE_IN) ** each * (1 - 1 / ONE_IN) ** (k - each) for each in range(count))
    return 1 - fewer >= SELDOM


def among(outcomes: int, places: int) -> dict[str, object]:
    """How often one of so many outcomes looks harmed in a place where nothing changed: one in so many, and of all."""
    chance = 1 - (1 - 1 / ONE_IN) ** outcomes
    return {"outcomes": outcomes, "often": max(2, round(1 / chance)), "expected": places * chance}


def is_harm_among_several(measured: Measured) -> bool:
    """Whether an outcome moved the unwelcome way by its own range and not among all outcomes (Holm).

    Harm is told in any case; that there is less of it, or more, is not claimed then.
    """
    return measured.unwelcome and measured.by_chance and measured.claims


def chance_among(found: Sequence[Measured], *, outcomes: int) -> tuple[Sentence, ...]:
    """How often one of so many outcomes would look harmed where nothing changed, where that is all that tells of harm.

    Of several it is said how many would, and nothing where chance would seldom bring so many.
    """
    harmed = [each for each in found if is_harm_among_several(each)]
    if not harmed or not (len(harmed) == 1 or may_be_chance(len(harmed), outcomes)):
        return ()
    if len(harmed) > 1:
        count = {"outcomes": outcomes, "count": len(harmed)}
        return (Sentence(caution_phrases.REPORTS_BY_CHANCE, count),)
    often = among(outcomes, 1)["often"]
    values = {"outcome": harmed[0].outcome, "often": often, "outcomes": outcomes}
    return (Sentence(caution_phrases.REPORT_BY_CHANCE, values),)


def _near_nil(place: Measured, *, looked_at: int) -> bool:
    if place.low is None or place.high is None or is_beyond_chance(place.low, place.high, looked_at=looked_at):
        return False
    return min(abs(place.low), abs(place.high)) < (place.high - place.low) / 4


def is_beyond_chance(low: float, high: float, *, looked_at: int) -> bool:
    """Whether a 95 % range lies so far past nil that chance would seldom bring it in any of so many looked at.

    Its p, as of a normal mean, times their number, which is Holm's for the smallest.
    """
    half = (high - low) / 2
    distance = abs(high + low) / 2 / half if half else float("inf")
    return 2 * (1 - NormalDist().cdf(distance * NormalDist().inv_cdf(0.975))) * looked_at < SELDOM


def small(chapters: Chapters) -> Sentence:
    """How many chapters have results, and in which too few people answered both times."""
    if not chapters.k and len(chapters.small) == len(chapters.names):
        return Sentence(caution_phrases.NONE_ALONE, chapters.values)
    many = len(chapters.small) > MANY_NAMES
    values = {**chapters.values, "small": len(chapters.small) if many else chapters.small}
    few = caution_phrases.CHAPTERS_SMALL_ONE if len(chapters.small) == 1 else caution_phrases.CHAPTERS_SMALL
    return Sentence(caution_phrases.CHAPTERS_SMALL_MANY if many else few, values)


def coverage(chapters: Chapters) -> Sentence:
    """How many chapters have results, and which have none yet."""
    if chapters.small:
        return small(chapters)
    both = phrases.CHAPTERS_BOTH if chapters.k == 2 else phrases.CHAPTERS_ALL
    return Sentence(phrases.CHAPTERS_SOME if chapters.without else both, chapters.values)


def chapters_differ(outcome: str, *, differ: bool, key: str = "") -> Sentence:
    """That chapters differ, where they clearly do; otherwise that it cannot be told: equal they are never called."""
    keys = (key,) if key else ()
    if differ:
        return Sentence(phrases.DIFFER, {"outcome": outcome}, keys)
    return Sentence(phrases.CANNOT_TELL_DIFFER, {}, keys)


def apart(measured: Measured) -> tuple[Sentence, ...]:
    """Why no change is told of questions that do not go together."""
    named = [Sentence(phrases.OPPOSED, {"names": measured.opposed})] if measured.opposed else []
    return (Sentence(phrases.NOT_TOGETHER), *named, Sentence(phrases.TURN))


def none_yet(chapters: Chapters) -> tuple[Sentence, ...]:
    """Chapters without any answers, where `small` speaks of those with too few."""
    silent = tuple(name for name in chapters.without if name not in chapters.small)
    return (Sentence(caution_phrases.NONE_YET, {"names": silent}),) if chapters.small and silent else ()


def small_together(
    found: Everybody, *, of_comparison: int | None = None, compared: bool = False
) -> tuple[Sentence, ...]:
    """How many of everybody are in chapters too small to show alone; `compared`, of those who came.

    Where all of them are, `of_comparison` are the people of the comparison group who are in the same model.
    """
    values = {"small": found.small, "people": found.pairs, "chapters": found.small_chapters, "others": of_comparison}
    said = caution_phrases.ALL_SMALL if found.small == found.pairs else caution_phrases.SMALL_TOGETHER
    if compared:
        all_small = caution_phrases.ALL_SMALL_CAME if of_comparison is None else caution_phrases.ALL_SMALL_SIDES
        said = all_small if found.small == found.pairs else caution_phrases.SMALL_TOGETHER_CAME
    return (Sentence(said, values),) if found.small else ()


NEARLY_ALL = 0.95
"""The share at the best score before, from which on "many" would say too little."""


def best_already(share: float | None, *, yes_or_no: bool) -> dict[str, bool]:
    """Whether too many began at the best score, by the sentence that says so."""
    is_all = share is not None and share >= NEARLY_ALL
    said = caution_phrases.CEILING_OF_ALL if is_all else caution_phrases.CEILING
    is_high = share is not None and is_high_ceiling(share, yes_or_no=yes_or_no)
    return {caution_phrases.CEILING_YES_OR_NO if yes_or_no else said: is_high}


def of_new_chapter(measured: Measured, found: NewChapter | Interval | NotEstimable | None) -> tuple[Sentence, ...]:
    """What a new chapter would measure; nothing where that cannot be had."""
    if not isinstance(found, NewChapter | Interval):
        return ()
    messages = phrases.NEW_CHAPTER if isinstance(found, NewChapter) else renderer_1_phrases.NEW_CHAPTER
    said, keys = messages[position_of(found, measured)], figures_of(measured, "prediction")
    ranged = Ranged(change=None, low=found.low, high=found.high)
    made = Sentence(said, vars(found), keys, people=measured.n, bounds=measured.bounds, ranged=ranged)
    return (replace(made, of_shares=measured.yes_or_no),)
