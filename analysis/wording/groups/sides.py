"""What those who came and a comparison group changed by, and the difference, in a lede and in what may be quoted."""

from analysis.wording import comparison_phrases
from analysis.wording.groups import alike
from analysis.wording.groups.arms import who_compared
from analysis.wording.measured import Measured, Sentence
from analysis.wording.measured_facts import Chapters, Compared
from analysis.wording.stating import statement


def difference(measured: Measured, compared: Compared) -> Sentence:
    """The difference with what each side changed by; without a range, that it has none."""
    if alike.lacks_spread(measured):
        return statement(alike.LEDE, measured)
    sure = measured.low is not None
    return statement(_how_it_differs(measured, compared) if sure else comparison_phrases.UNSURE, measured)


def _how_it_differs(measured: Measured, compared: Compared) -> str:
    """The difference beside what each side changed by; where they do not agree, with what lies between them."""
    adds_up = measured.ranged.is_of_its_sides
    if compared.between:
        return comparison_phrases.DIFFERENCE if adds_up else comparison_phrases.EACH_GROUP
    if measured.chapters is None:
        return comparison_phrases.ADJUSTED if compared.adjusted else comparison_phrases.DIFFERENCE
    if compared.adjusted:
        return comparison_phrases.ADJUSTED_ON_AVERAGE
    return comparison_phrases.DIFFERENCE if adds_up else comparison_phrases.ON_AVERAGE


def quote_of_sides(measured: Measured, compared: Compared, chapters: Chapters | None) -> tuple[Sentence, Sentence]:
    """Who answered of each side, and what each changed by with the difference, as part of what may be quoted."""
    said = alike.lacks_spread(measured)
    said_how = alike.QUOTED if said else comparison_phrases.QUOTE_CHANGE[_how_it_differs(measured, compared)]
    differs = statement(said_how, measured)
    return who_compared(measured, compared, chapters), differs


def counted_once(measured: Measured, compared: Compared) -> tuple[Sentence, ...]:
    """That what the two sides changed by, with each person counted once, lies the other way than the difference."""
    if measured.renderer < 2 or compared.own is None or compared.other is None or measured.change is None:
        return ()
    each = compared.own - compared.other
    if (measured.chapters is None and not compared.between) or round(each, 1) * round(measured.change, 1) >= 0:
        return ()
    said = comparison_phrases.COUNTED_ONCE_UNADJUSTED if compared.adjusted else comparison_phrases.COUNTED_ONCE
    said = comparison_phrases.COUNTED_ONCE_OF_GROUPS if compared.between else said
    return (statement(said, measured),)
