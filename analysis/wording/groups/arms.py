"""What is said where several groups came: each beside the comparison group by itself, and never their average."""

from collections.abc import Iterable
from dataclasses import replace

from analysis.thresholds import TOO_FEW_TO_REPORT_BELOW, TOO_FEW_TO_SAY_BELOW
from analysis.wording import comparison_phrases, phrases
from analysis.wording.cautions import disagree, of_both_ways
from analysis.wording.measured import Measured, Sentence
from analysis.wording.measured_facts import Arm, Chapters, Compared
from analysis.wording.rounding import sign_of
from analysis.wording.stating import fitting, statement

IN_CHAPTER = "{chapter}: {said}"


def arm_measured(measured: Measured, arm: Arm) -> Measured:
    """One of the groups that came as an outcome of its own, which its own range decides."""
    assert measured.compared is not None, "groups that came are told beside a comparison group"
    others = arm.others if arm.chapter else measured.compared.people
    compared = replace(measured.compared, people=others, own=None, other=None, own_low=None, own_high=None)
    compared = replace(compared, unadjusted=arm.unadjusted)
    own = replace(measured, n=arm.people, change=arm.change, low=arm.low, high=arm.high, compared=compared)
    own = replace(own, pre=None, post=None, up=None, down=None, ways=None, harmed=(), own_harmed=(), arms=())
    own = replace(own, everybody=None)
    keys = {"change": f"{arm.key}.estimate", "low": f"{arm.key}.low", "high": f"{arm.key}.high"}
    own = replace(own, chapters=None, decided=None, harmed_later=False, few_harmed_later=False, keys=keys)
    return replace(own, by_chance=arm.by_chance, harmed_chapters_later=(), arms_later=())


def arms_harmed(measured: Measured) -> tuple[Measured, ...]:
    """The groups that clearly moved the unwelcome way beside the comparison group."""
    return tuple(arm_measured(measured, arm) for arm in named_harmed(measured))


def named_harmed(measured: Measured) -> tuple[Arm, ...]:
    """The same as they are named."""
    return tuple(arm for arm in measured.arms if _is_harmed(arm_measured(measured, arm)))


def names_of(arms: Iterable[Arm]) -> tuple[str, ...]:
    """The groups, each once though it be told of two chapters."""
    return tuple(dict.fromkeys(name for arm in arms for name in arm.as_one or (arm.name,)))


def in_its_chapter(arm: Arm, said: Sentence) -> Sentence:
    """What is said of a group, with the chapter where it is told of one."""
    return Sentence(IN_CHAPTER, {"chapter": arm.chapter, "said": said}, said.figures) if arm.chapter else said


def arms_welcome(measured: Measured) -> tuple[Measured, ...]:
    """The groups that clearly moved the welcome way beside the comparison group."""
    return tuple(arm_measured(measured, arm) for arm in named_welcome(measured))


def named_welcome(measured: Measured) -> tuple[Arm, ...]:
    """The same as they are named."""
    return tuple(arm for arm in measured.arms if _is_welcome(arm_measured(measured, arm)))


def headline_of_arms(measured: Measured) -> Sentence:
    """How many of the groups that came moved the unwelcome way, or that all moved the welcome one."""
    harmed, values = names_of(named_harmed(measured)), {"k": len(names_of(measured.arms))}
    if harmed:
        return fitting(comparison_phrases.ARMS_HARMED, measured, extra={**values, "count": len(harmed)})
    welcome = measured.claims and len(arms_welcome(measured)) == len(measured.arms)
    forms = comparison_phrases.ARMS_WELCOME if welcome else comparison_phrases.ARMS_EACH
    return fitting(forms, measured, extra=values)


def of_arms(measured: Measured) -> tuple[Sentence, ...]:
    """Each of the groups that came, with its difference from the comparison group."""
    return tuple(said for arm in measured.arms for said in _all_said(arm, arm_measured(measured, arm)))


def _all_said(arm: Arm, found: Measured) -> tuple[Sentence, ...]:
    both_ways = (in_its_chapter(arm, said) for said in of_both_ways(found))
    return (_said(arm, found), *both_ways, *_as_one(arm))


def _as_one(arm: Arm) -> tuple[Sentence, ...]:
    """Why groups are told as one in a chapter, where they are."""
    values = {"names": arm.as_one, "chapter": arm.chapter}
    return (Sentence(comparison_phrases.ARMS_AS_ONE, values),) if arm.as_one else ()


def harms_of_arms(measured: Measured) -> tuple[Sentence, ...]:
    """The same of those that moved the unwelcome way alone."""
    return tuple(_said(arm, arm_measured(measured, arm)) for arm in named_harmed(measured))


def too_few_compared(measured: Measured, chapters: Chapters | None) -> Sentence | None:
    """That too few chapters or groups can be compared, where they are and no group is told by itself."""
    if measured.compared is None or measured.arms:
        return None
    if measured.compared.between:
        few = measured.change is None and not measured.compared.alike
        return Sentence(comparison_phrases.FEW_GROUPS) if few else None
    if measured.two_compared and chapters is not None and measured.fewest >= TOO_FEW_TO_REPORT_BELOW:
        return fitting((phrases.NOT_AVERAGED,), measured, extra={"k": chapters.k})
    few = chapters is not None and chapters.k < 3
    return Sentence(comparison_phrases.FEW_CHAPTERS) if few else None


def who_compared(measured: Measured, compared: Compared, chapters: Chapters | None) -> Sentence:
    """Who answered of each side, as part of what may be quoted."""
    everybody = chapters is not None and not chapters.without
    both = chapters is not None and chapters.k == len(("one", "other")) and measured.renderer >= 2
    every = comparison_phrases.QUOTE_BOTH if both else comparison_phrases.QUOTE_ALL
    across = every if everybody else comparison_phrases.QUOTE_ACROSS
    who = comparison_phrases.QUOTE_HERE if compared.between or chapters is None else across
    return statement(who, measured, extra=chapters.values if chapters else None)


def _is_harmed(found: Measured) -> bool:
    end = found.high if found.worse < 0 else found.low
    return end is not None and sign_of(end) == found.worse and not disagree(found)


def _is_welcome(found: Measured) -> bool:
    clear = found.is_clear and not disagree(found)
    return clear and not _is_harmed(found) and found.fewest >= TOO_FEW_TO_SAY_BELOW and not found.by_chance


def _said(arm: Arm, found: Measured) -> Sentence:
    few = found.fewest < TOO_FEW_TO_SAY_BELOW
    if _is_harmed(found):
        message = comparison_phrases.ARM_FEW_HARMED if few else comparison_phrases.ARM_HARMED
    elif few:
        message = comparison_phrases.ARM_FEW
    elif not found.claims or found.wider:
        message = comparison_phrases.ARM_DESCRIBED
    else:
        message = comparison_phrases.ARM_WELCOME if _is_welcome(found) else comparison_phrases.ARM_UNCLEAR
    return in_its_chapter(arm, statement(message, found, extra={"arm": arm.name}))
