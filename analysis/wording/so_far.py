"""What is said of an outcome of which nothing is claimed: what people answered, and of nothing that it changed."""

from analysis.wording import look_phrases
from analysis.wording.measured import Measured, Sentence, verdict
from analysis.wording.phrases import Verdict
from analysis.wording.rounding import sign_of
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
    if not few_lie_unwelcome(measured):
        return ()
    return (statement(look_phrases.FEW_UNWELCOME[measured.worse], measured),)


def few_unwelcome_in(measured: Measured) -> tuple[Sentence, ...]:
    """The same by name and with its figure, where no other sentence tells it."""
    said = look_phrases.FEW_UNWELCOME_ALIKE if measured.low is None else look_phrases.FEW_UNWELCOME_IN
    return (statement(said, measured),) if few_lie_unwelcome(measured) else ()


def few_lie_unwelcome(measured: Measured) -> bool:
    """Whether the answers of too few people to say what changed lie the unwelcome way, beside no comparison group."""
    few = verdict(measured)[0] is Verdict.TOO_FEW_TO_SAY and measured.renderer >= 2
    if not few or measured.compared or measured.change is None:
        return False
    return (measured.alike or measured.is_clear) and sign_of(measured.change) == measured.worse


def described(said: Sentence) -> Sentence:
    """A sentence of what went the unwelcome way as one that describes, with the figures that it states."""
    return Sentence(look_phrases.DESCRIBED, {"said": said}, said.figures)
