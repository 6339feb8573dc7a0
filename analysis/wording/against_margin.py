"""How the likely range of an outcome lies to the smallest change worth counting, in a sentence."""

from dataclasses import replace

from analysis.wording import caution_phrases, comparison_phrases, phrases, renderer_1_phrases
from analysis.wording.measured import Measured, Sentence, own_verdict, verdict
from analysis.wording.phrases import Verdict, Way
from analysis.wording.stating import statement


def against_margin(measured: Measured) -> tuple[Sentence, ...]:
    """How the range of an outcome lies to the margin; by unrounded figures, where the rounded ones would deny it."""
    found, way = own_verdict(measured)
    if measured.renderer < 2:
        return tuple(statement(each, measured) for at, each in renderer_1_phrases.AGAINST_MARGIN.items() if at is found)
    if verdict(measured)[0] is Verdict.CANNOT_TELL:
        return ()
    message = _of_margin(measured, found, way)
    if message is None:
        return ()
    said = statement(message, measured)
    return (
        (replace(said, message=caution_phrases.UNROUNDED, values={"said": said}),)
        if measured.rounds_otherwise
        else (said,)
    )


def _of_margin(measured: Measured, found: Verdict, way: Way) -> str | None:
    if measured.unwelcome and found is Verdict.CLEARLY:
        return phrases.UNWELCOME_MARGIN
    if found is Verdict.NOT_AS_MUCH:
        return comparison_phrases.NOT_AS_MUCH[way] if measured.compared else phrases.NOT_AS_MUCH[way]
    if found is Verdict.LITTLE and measured.range_holds_margin:
        return comparison_phrases.LITTLE_OR_MORE if measured.compared else phrases.LITTLE_OR_MORE
    if found is Verdict.MORE and measured.margin is not None and verdict(measured) == (found, way):
        return None if measured.unwelcome else caution_phrases.MORE_OR_LESS[measured.compared is not None]
    return phrases.AGAINST_MARGIN.get(found)
