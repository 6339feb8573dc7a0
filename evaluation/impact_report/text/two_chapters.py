"""Two chapters stand side by side: each one's own sentence, and what may be quoted of each."""

from analysis.wording import caution_phrases
from analysis.wording.cautions import chance_by_exact_test, of_both_ways
from analysis.wording.groups.sides import quote_of_sides
from analysis.wording.measured import SILENT, Measured, Sentence, verdict
from analysis.wording.phrases import Verdict
from analysis.wording.wording import row, statement, unwelcome_too
from evaluation.impact_report.build.families import chapter_at_look
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.text.side_by_side import stand_side_by_side, with_results

AT = "{chapter}: {said}"
ENDED = "{said}."
FEWEST_AVERAGED = 3


def each_of_two(report: ImpactReport) -> tuple[Sentence, ...]:
    """Each chapter's own sentence, where there are two, and which way is unwelcome where it moved that way.

    Of a release they stand in the figure alone.
    """
    if report.context.released:
        return ()
    return tuple(
        said
        for chapter, own in _chapters(report).items()
        for said in (
            _row_at(report, chapter, own),
            *of_both_ways(own),
            *chance_by_exact_test(own),
            *_unwelcome(report, own),
        )
    )


def other_outcomes(report: ImpactReport, names: list[str]) -> tuple[Sentence, ...]:
    """A sentence of each outcome of which something can be said, and that did not clearly move the unwelcome way.

    Of fewer than three chapters each one's own: they are not averaged.
    """
    silent = tuple(each for each in SILENT if report.renderer >= 2 or each is not Verdict.APART)
    found_of: list[Sentence] = []
    for name in names:
        found = report.measured[name]
        if verdict(found)[0] in silent or found.unwelcome:
            continue
        few = not found.compared and (found.chapters or report.chapters).k < FEWEST_AVERAGED
        side_by_side = report.across and (few or found.two_compared)
        of_chapters = side_by_side and report.renderer >= 2
        found_of += _other_in_each(report, name) if of_chapters else [_ended(report, found, across=report.across)]
    return tuple(found_of)


def _row_at(report: ImpactReport, chapter: str, own: Measured) -> Sentence:
    """A chapter's row as a sentence that ends."""
    return Sentence(AT, {"chapter": chapter, "said": _ended(report, own, across=False)})


def _ended(report: ImpactReport, found: Measured, *, across: bool) -> Sentence:
    """An outcome's row as a sentence that ends; the first renderer left some without a full stop."""
    said = row(found, across=across)
    ends = report.renderer < 2 or said.message.rstrip().endswith(".")
    return said if ends else Sentence(ENDED, {"said": said}, said.figures)


def _other_in_each(report: ImpactReport, name: str) -> tuple[Sentence, ...]:
    """Another outcome in each of the few chapters that have it and are not averaged; harm there is told elsewhere."""
    found, outcome = report.measured[name], report.outcomes[name]
    if report.context.released:
        return ()
    every = outcome.compared.chapters if outcome.compared else outcome.across.chapters
    shown = [chapter for chapter in every if chapter not in found.harmed]
    own = {chapter: chapter_at_look(outcome, found, report.looks, chapter=chapter) for chapter in shown}
    return tuple(
        said for chapter, each in own.items() for said in (_row_at(report, chapter, each), *chance_by_exact_test(each))
    )


def quoted_of_two(report: ImpactReport) -> tuple[Sentence, ...]:
    """What may be quoted of each of two chapters; empty where of neither it may be said what changed."""
    chapters = _chapters(report) if report.renderer >= 2 else {}
    if not any(_has_range(own) for own in chapters.values()):
        return ()
    return tuple(
        said
        for chapter, own in chapters.items()
        for said in (
            *_quoted(report, chapter, own),
            *of_both_ways(own),
            *chance_by_exact_test(own),
            *(_unwelcome(report, own) if _has_range(own) else ()),
        )
    )


def marked_in_lede(report: ImpactReport) -> tuple[str, ...]:
    """The chapters of which the lede says already that they moved the unwelcome way."""
    return () if report.context.released else _marked(report)


def marked_in_quote(report: ImpactReport) -> tuple[str, ...]:
    """The same of the quote."""
    return _marked(report) if quoted_of_two(report) else ()


def one_clearly_moved(report: ImpactReport) -> bool:
    """Whether one of two chapters that are quoted clearly moved, either way."""
    return bool(quoted_of_two(report)) and any(own.is_clear for own in _chapters(report).values() if _has_range(own))


def _marked(report: ImpactReport) -> tuple[str, ...]:
    return tuple(chapter for chapter, own in _chapters(report).items() if _unwelcome(report, own))


def _chapters(report: ImpactReport) -> dict[str, Measured]:
    """The first outcome in each of two chapters, its difference where it is compared; nothing of other numbers."""
    found = next(iter(report.measured.values()))
    if not report.across or found.apart:
        return {}
    shown = with_results(report) if stand_side_by_side(report) and not _one_compared(found) else _one_compared(found)
    return {chapter: _in_chapter(report, chapter) for chapter in shown}


def _one_compared(found: Measured) -> tuple[str, ...]:
    """The only chapter in which an outcome is compared; none where there are more, or groups of one side each."""
    chapters, compared = found.chapters, found.compared
    if compared is None or compared.between or found.arms or chapters is None or chapters.k != 1 or found.renderer < 2:
        return ()
    return tuple(name for name in chapters.names if name not in chapters.without)


def _in_chapter(report: ImpactReport, chapter: str) -> Measured:
    """The first outcome in one chapter, as this look lets it be said."""
    return chapter_at_look(report.first, next(iter(report.measured.values())), report.looks, chapter=chapter)


def _unwelcome(report: ImpactReport, own: Measured) -> tuple[Sentence, ...]:
    """That a chapter moved the unwelcome way; before a planned look a harm is described elsewhere."""
    return unwelcome_too(own) if report.looks.claims and report.renderer >= 2 else ()


def _has_range(own: Measured) -> bool:
    return own.low is not None and verdict(own)[0] not in (*SILENT, Verdict.SO_FAR)


def _quoted(report: ImpactReport, chapter: str, own: Measured) -> tuple[Sentence, ...]:
    if not _has_range(own):
        return (_row_at(report, chapter, own),)
    if own.compared is None:
        return (statement(caution_phrases.QUOTE_IN_CHAPTER, own, extra={"chapter": chapter}),)
    who, differs = quote_of_sides(own, own.compared, None)
    return (Sentence(AT, {"chapter": chapter, "said": who}, who.figures), differs)
