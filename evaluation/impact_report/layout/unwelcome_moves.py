"""What page 1 says of moves the unwelcome way, apart from the rest of its lede, for places that show less than that."""

from analysis.wording.measured import Sentence
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.text import harm_within, sentences, two_chapters
from evaluation.impact_report.text.harm.harms import harms

UNWELCOME = "unwelcome way"
"""What the message of a move the unwelcome way says, whatever it moved by."""


def unwelcome_moves(report: ImpactReport) -> tuple[Sentence, ...]:
    """The sentences of the lede that tell of a move the unwelcome way, in its order; at first none was told.

    Of two chapters that stand side by side, with the sentence that says what moved.
    """
    if report.renderer < 2:
        return ()
    of_harm = harms(report, marked=two_chapters.marked_in_lede(report))
    of_harm = (*of_harm, *harm_within.questions_harmed(report))
    lede = sentences.lede(report)
    found: list[Sentence] = []
    for place, said in enumerate(lede):
        if UNWELCOME in said.message or said in of_harm:
            found += [each for each in lede[max(place - 1, 0) : place] if each.message == two_chapters.AT]
            found.append(said)
    return tuple(found)
