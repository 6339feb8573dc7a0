"""What is said of an outcome of which nothing is claimed: what people answered, and of nothing that it changed."""

from analysis.wording import look_phrases
from analysis.wording.measured import Measured, Sentence, verdict
from analysis.wording.phrases import Verdict
from analysis.wording.ranges import way_of_range
from analysis.wording.stating import statement


def row_so_far(measured: Measured, *, across: bool) -> Sentence:
    """One sentence with an outcome's figures; without them where it has no range."""
    if measured.low is None:
        return statement(look_phrases.HERE[0], measured)
    if measured.compared:
        return statement(look_phrases.ROW_COMPARED, measured)
    return statement(look_phrases.ROW_ACROSS if across else look_phrases.ROW_HERE, measured)


def levels_so_far(measured: Measured, *, across: bool) -> Sentence:
    """The averages, or the average change, with their range."""
    if measured.low is None:
        return statement(look_phrases.CHANGE_ALONE, measured)
    if measured.compared:
        return statement(look_phrases.DIFFERENCE, measured)
    return statement(look_phrases.CHANGE if across else look_phrases.LEVELS, measured)


def levels_of_few(measured: Measured, *, whole_points: bool) -> Sentence:
    """The averages, or the average change, of too few people to say what changed, with their range."""
    if measured.low is None:
        return statement(look_phrases.FEW_ALONE, measured)
    return statement(look_phrases.FEW_CHANGE if whole_points else look_phrases.FEW_LEVELS, measured)


def few_unwelcome(measured: Measured) -> tuple[Sentence, ...]:
    """That the answers of too few people to say what changed lie the unwelcome way: described, and not claimed."""
    few = verdict(measured)[0] is Verdict.TOO_FEW_TO_SAY and measured.renderer >= 2
    if not few or measured.low is None or measured.high is None:
        return ()
    worse = way_of_range(measured.low, measured.high) is measured.worse
    return (statement(look_phrases.FEW_UNWELCOME[measured.worse], measured),) if worse else ()


def described(said: Sentence) -> Sentence:
    """A sentence of what went the unwelcome way as one that describes, with the figures that it states."""
    return Sentence(look_phrases.DESCRIBED, {"said": said}, said.figures)
