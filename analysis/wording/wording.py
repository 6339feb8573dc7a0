"""Sentences come from rules, never from a writer: which one fits an outcome, and the values that go into it.

A `Sentence` is a message of `wording.phrases` with its values and the keys of the figures it states; whoever shows it
writes it in the reader's language. The rules are symmetric: flipping the sign of every change gives the mirrored words.
"""

from dataclasses import replace

from analysis.estimate.estimate import Interval, NotEstimable
from analysis.pooling.new_chapter import NewChapter
from analysis.thresholds import FIRST_SKETCH_UP_TO, TOO_FEW_TO_REPORT_BELOW
from analysis.wording import caution_phrases, cautions, comparison_phrases, look_phrases, phrases, renderer_1_phrases
from analysis.wording.against_margin import against_margin
from analysis.wording.cautions import chapters_differ, coverage, is_harm_among_several
from analysis.wording.counts_moved import moved
from analysis.wording.groups import alike
from analysis.wording.groups.arms import headline_of_arms, of_arms, too_few_compared, who_compared
from analysis.wording.groups.left_out import left_out
from analysis.wording.groups.sides import counted_once, difference, quote_of_sides
from analysis.wording.measured import SILENT, Measured, Sentence, own_verdict, verdict
from analysis.wording.measured_facts import Chapters, Compared
from analysis.wording.phrases import Finding, Verdict, Way
from analysis.wording.ranges import range_position, verdict_of_range
from analysis.wording.so_far import few_unwelcome, levels_of_few, levels_so_far, row_so_far
from analysis.wording.stating import (
    fitting,
    levels_form,
    position_of,
    quoted_forms,
    short,
    statement,
    tells_change_alone,
)

__all__ = [
    "SILENT",
    "Chapters",
    "Compared",
    "Measured",
    "Sentence",
    "chapters_differ",
    "coverage",
    "own_verdict",
    "range_position",
    "short",
    "statement",
    "verdict",
    "verdict_of_range",
]

UNSIGNED = (Verdict.ALIKE, Verdict.BY_CHANCE)
"""Verdicts after which it is not told in how many chapters it rose and fell."""
DRAWN_FROM = 20


def outcome_headline(measured: Measured, *, chapters: Chapters | None = None) -> Sentence:
    """The one line a report leads with, of at most fourteen words; ranges are left to the lede."""
    found, few = verdict(measured), too_few_compared(measured, chapters)
    if measured.arms or few:
        return few or headline_of_arms(measured)
    alone = chapters is not None and 0 < chapters.k < 3 and measured.n >= TOO_FEW_TO_REPORT_BELOW
    if chapters is not None and alone and not measured.compared and found[0] is not Verdict.APART:
        if measured.unwelcome_of_all and len(measured.harmed) < chapters.k:
            return fitting(phrases.HERE[Verdict.CANNOT_TELL, Way.NEITHER], measured, extra={})
        words = renderer_1_phrases if measured.renderer < 2 else phrases
        message = words.ONE_CHAPTER if chapters.k == 1 else words.NOT_AVERAGED
        return fitting((message,), measured, extra={"k": chapters.k})
    if found[0] in (Verdict.TOO_FEW_TO_REPORT, Verdict.TOO_FEW_TO_SAY):
        return _too_few(measured, found[0])
    values = {} if chapters is None else chapters.values
    return fitting(_forms(measured, found, across=chapters is not None), measured, extra=values)


def _forms(measured: Measured, found: Finding, *, across: bool) -> tuple[str, ...]:
    """The forms of a headline, the one that says most first."""
    if found[0] is Verdict.SO_FAR:
        return look_phrases.HERE
    if is_harm_among_several(measured):
        return caution_phrases.HARM_COMPARED if measured.compared else caution_phrases.HARM
    if measured.renderer < 2 and found[0] is Verdict.NOT_AS_MUCH:
        return renderer_1_phrases.NOT_AS_MUCH[found[1]]
    if measured.compared is None or found[0] is Verdict.APART:
        mixed = phrases.ACROSS_MIXED.get(found, ()) if across and measured.mixed else ()
        return mixed or (phrases.ACROSS if across else phrases.HERE)[found]
    return _forms_compared(measured, measured.compared, found, across=across)


def _forms_compared(measured: Measured, compared: Compared, found: Finding, *, across: bool) -> tuple[str, ...]:
    """The same where those who came stand beside a comparison group."""
    within = across and not compared.between
    if alike.lacks_spread(measured):
        return (comparison_phrases.NO_RANGE,)
    if cautions.disagree(measured):
        return comparison_phrases.BEGAN_TOO_FAR_APART
    if moved_less(measured):
        return (*(comparison_phrases.LESS_ACROSS[found] if within else ()), *comparison_phrases.LESS[found])
    return (*(comparison_phrases.ACROSS[found] if within else ()), *comparison_phrases.HERE[found])


def moved_less(measured: Measured) -> bool:
    """Whether those who came clearly moved the unwelcome way, and by less than the comparison group."""
    found = verdict(measured)
    return measured.own_unwelcome and found[1] is not measured.worse and found in comparison_phrases.LESS


def row(measured: Measured, *, across: bool = False) -> Sentence:
    """One sentence that holds an outcome's verdict with its figures, for a lede's second outcome or a list."""
    found = verdict(measured)
    if found[0] in (Verdict.TOO_FEW_TO_REPORT, Verdict.TOO_FEW_TO_SAY):
        return _too_few(measured, found[0])
    if measured.arms:
        return headline_of_arms(measured)
    if found[0] is Verdict.SO_FAR:
        return row_so_far(measured, across=across or tells_change_alone(measured))
    if measured.low is None or found[0] is Verdict.APART:
        return statement(_forms(measured, found, across=False)[-1], measured)
    if is_harm_among_several(measured):
        return unwelcome(measured)
    said = statement(_row_form(measured, found, across=across), measured)
    return replace(said, message=caution_phrases.DECIDED, values={"said": said}) if measured.rounds_otherwise else said


def _row_form(measured: Measured, found: Finding, *, across: bool) -> str:
    if cautions.disagree(measured):
        return comparison_phrases.ROW_BEGAN_TOO_FAR_APART
    if measured.compared:
        return (comparison_phrases.ROWS_LESS if moved_less(measured) else comparison_phrases.ROWS)[found][0]
    if measured.renderer < 2 and found[0] is Verdict.NOT_AS_MUCH:
        first = renderer_1_phrases.NOT_AS_MUCH_ACROSS if across else renderer_1_phrases.NOT_AS_MUCH_HERE
        return first[found[1]][0]
    return (phrases.ROWS_ACROSS if across or tells_change_alone(measured) else phrases.ROWS_HERE)[found][0]


def unwelcome(measured: Measured) -> Sentence:
    """That an outcome clearly moved the way that is not welcome, with its figure."""
    if measured.low is None:
        return statement(alike.UNWELCOME[measured.worse] if measured.compared else phrases.UNWELCOME_ALIKE, measured)
    said = comparison_phrases.UNWELCOME if measured.compared else phrases.UNWELCOME
    said = look_phrases.BY_A_USUAL_RANGE if measured.described else said
    return statement(said[measured.worse], measured)


def unwelcome_too(measured: Measured) -> tuple[Sentence, ...]:
    """That the outcome just spoken of moved the unwelcome way, where it clearly did."""
    if measured.described:
        return (unwelcome(measured),)
    return (statement(phrases.UNWELCOME_FIRST[measured.worse], measured),) if measured.unwelcome else ()


def lede_here(measured: Measured, *, whole_points: bool = False) -> tuple[Sentence, ...]:
    """What follows the headline of one workshop or one chapter: from where to where, the likely range, the margin.

    Who moved stands here only where people are too few to be drawn one by one. In whole points it tells by how much
    they changed, not from where to where: two averages rounded by themselves may seem not to have moved.
    """
    found = verdict(measured)[0]
    if found is Verdict.TOO_FEW_TO_REPORT or (measured.compared and found is Verdict.TOO_FEW_TO_SAY):
        return ()
    if found is Verdict.APART:
        return cautions.apart(measured)
    if measured.arms:
        return of_arms(measured)
    people = moved(measured) if measured.n < DRAWN_FROM else ()
    if not measured.claims:
        return (
            levels_so_far(measured, across=whole_points or tells_change_alone(measured)),
            *unwelcome_too(measured),
            *people,
        )
    levels = (*_levels(measured, whole_points=whole_points), *few_unwelcome(measured))
    return (*levels, *cautions.of_exact_test(measured), *against_margin(measured), *unwelcome_too(measured), *people)


def _levels(measured: Measured, *, whole_points: bool) -> tuple[Sentence, ...]:
    if measured.compared:
        return (difference(measured, measured.compared), *cautions.of_both_ways(measured))
    if verdict(measured)[0] is Verdict.TOO_FEW_TO_SAY and measured.renderer >= 2:
        return (levels_of_few(measured, whole_points=whole_points or tells_change_alone(measured)),)
    return (statement(levels_form(measured, whole_points=whole_points), measured),)


def lede_across(
    measured: Measured, *, chapters: Chapters, new_chapter: NewChapter | Interval | NotEstimable | None
) -> tuple[Sentence, ...]:
    """What follows a headline across chapters: the average, its range, the margin, and where a new chapter may land."""
    found = verdict(measured)[0]
    if found is Verdict.TOO_FEW_TO_REPORT:
        return ()
    if found is Verdict.APART:
        return cautions.apart(measured)
    few = [Sentence(phrases.FEW_CHAPTERS, {"k": chapters.k})] if 2 < chapters.k <= FIRST_SKETCH_UP_TO else []
    if found is Verdict.SO_FAR and chapters.k > 2 and not measured.compared:
        return (levels_so_far(measured, across=True), *unwelcome_too(measured), *few)
    if measured.compared:
        return _lede_compared(measured, measured.compared, chapters)
    if chapters.k < 3:
        return (Sentence(phrases.SIDE_BY_SIDE),) if chapters.k == 2 else ()
    average = statement(phrases.AVERAGE_CHANGE[position_of(measured, measured)], measured)
    signs = cautions.signs(measured, chapters) if found not in UNSIGNED else ()
    said = (average, *against_margin(measured), *signs, *unwelcome_too(measured))
    said = (*said, *cautions.of_everybody(measured), *cautions.of_exact_test(measured))
    return (*said, *cautions.of_new_chapter(measured, new_chapter), *few)


def _lede_compared(measured: Measured, compared: Compared, chapters: Chapters) -> tuple[Sentence, ...]:
    """The difference, what each side changed by, and which chapters or groups are left out of it."""
    named = left_out(chapters, between=compared.between)
    if verdict(measured)[0] is Verdict.SEVERAL:
        return (*of_arms(measured), *named)
    if verdict(measured)[0] in SILENT or (chapters.k < 3 and not compared.between):
        return (*((Sentence(phrases.SIDE_BY_SIDE),) if measured.two_compared else ()), *named)
    few = [cautions.first_sketch(chapters)] if chapters.k <= FIRST_SKETCH_UP_TO and not compared.between else []
    if compared.between and (chapters.k <= 2 * FIRST_SKETCH_UP_TO or 0 < compared.fewer <= FIRST_SKETCH_UP_TO):
        few = [Sentence(comparison_phrases.SKETCH_OF_GROUPS, {"k": chapters.k})]
    said = (difference(measured, compared), *cautions.of_both_ways(measured), *counted_once(measured, compared))
    said = (*said, *against_margin(measured), *unwelcome_too(measured), *cautions.of_everybody(measured))
    if not measured.claims:
        said = (levels_so_far(measured, across=True), *unwelcome_too(measured))
    signs = (
        cautions.signs(measured, chapters) if not compared.between and verdict(measured)[1] is not Way.NEITHER else ()
    )
    return (*said, *signs, *named, *few)


def quote(
    measured: Measured,
    *,
    workshops: int | None = 1,
    chapters: Chapters | None = None,
    one_chapter: bool = True,
    whole_points: bool = False,
) -> tuple[Sentence, ...]:
    """A sentence that may be quoted: who answered, average, range, up and down; empty where there is too little.

    `workshops` is None where they are not known; `one_chapter` tells a workshop or a chapter from an average. In
    `whole_points` the change is told and not from where to where.
    """
    if measured.arms and measured.compared:
        return (who_compared(measured, measured.compared, chapters), *of_arms(measured))
    silent = verdict(measured)[0] in (*SILENT, Verdict.SO_FAR)
    unranged = measured.low is None and not alike.lacks_spread(measured)
    if silent or unranged or (chapters is not None and chapters.k < 3):
        return ()
    if measured.compared:
        return _quote_compared(measured, measured.compared, chapters)
    everybody = chapters is not None and not chapters.without
    message = _who_here(workshops, measured.renderer) if one_chapter else _who_across(workshops, everybody=everybody)
    who = statement(message, measured, extra=_quoted(workshops, chapters))
    forms = quoted_forms(measured, one_chapter=one_chapter, whole_points=whole_points)
    said = (statement(message, measured) for message in forms)
    second = (
        *(() if one_chapter else cautions.quoted_of_everybody(measured)),
        *cautions.chance_by_exact_test(measured),
    )
    more = any(each.people not in (None, measured.n) for each in second)
    return (who, *said, *unwelcome_too(measured), *second, *moved(measured, after_more=more))


def _quote_compared(measured: Measured, compared: Compared, chapters: Chapters | None) -> tuple[Sentence, ...]:
    said = (*quote_of_sides(measured, compared, chapters), *cautions.of_both_ways(measured))
    said = (*said, *counted_once(measured, compared))
    return (*said, *unwelcome_too(measured), *cautions.quoted_of_everybody(measured), *moved(measured))


def _who_here(workshops: int | None, renderer: int) -> str:
    if workshops is None and renderer >= 2:
        return phrases.QUOTE_NO_WORKSHOP
    return phrases.QUOTE_HERE if workshops in (None, 1) else phrases.QUOTE_CHAPTER


def _who_across(workshops: int | None, *, everybody: bool) -> str:
    if workshops is None:
        return phrases.QUOTE_CHAPTERS_ALL if everybody else phrases.QUOTE_CHAPTERS
    return phrases.QUOTE_ACROSS_ALL if everybody else phrases.QUOTE_ACROSS


def _quoted(workshops: int | None, chapters: Chapters | None) -> dict[str, object]:
    return {"workshops": workshops, **(chapters.values if chapters else {})}


def may_not_say(measured: Measured, *, one_workshop: bool = True) -> Sentence:
    """What nobody may say with this report in hand."""
    found, way = verdict(measured)
    if found is Verdict.APART:
        return statement(phrases.NOT_DISCLOSED, measured)
    if found in SILENT:
        return Sentence(comparison_phrases.NOT_OF_ALL if measured.arms else phrases.NOT_TOO_FEW)
    if found is Verdict.SO_FAR:
        return Sentence(look_phrases.NOT_YET)
    if measured.compared and (way is Way.NEITHER or found is Verdict.NOT_AS_MUCH):
        return statement(comparison_phrases.NOT_OTHERWISE, measured)
    if way is not Way.NEITHER and found is not Verdict.NOT_AS_MUCH:
        return Sentence(phrases.NOT_THE_CAUSE if one_workshop else phrases.NOT_THE_CAUSE_MANY)
    return statement(phrases.NOT_MOVED if one_workshop else phrases.NOT_MOVED_MANY, measured)


def _too_few(measured: Measured, found: Verdict) -> Sentence:
    if found is Verdict.TOO_FEW_TO_REPORT:
        return Sentence(phrases.TOO_FEW_TO_REPORT)
    return statement(comparison_phrases.FEW_PEOPLE if measured.compared else phrases.TOO_FEW_TO_SAY, measured)
