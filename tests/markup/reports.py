"""A report in which every word that somebody could have typed is something else."""

from analysis.estimate.plan import plan_for
from evaluation.impact_report.build.context import ItemWords, QuotableAnswer, Quotation, Story
from evaluation.impact_report.build.report import impact_report
from tests.impact_report.examples import SCALES, answered, context, frame_of


def report_saying(say, *, themes, chapters=None):
    """The report of two `chapters`; `say` gives what somebody typed, and there are so many themes of open answers."""
    named = ("study", "title", "kind", "chapter", "place", "status_note", "instrument")
    names, chapters = {name: say() for name in named}, chapters or (say(), say())
    words = {
        item: ItemWords(text=say(), ask=say(), options={1.0: say(), 2.0: say()}, ends=(say(), say()))
        for scale in SCALES
        for item in scale.items
    }
    written = tuple(QuotableAnswer(text=say(), theme=say(), stance="supports") for _theme in range(themes))
    surroundings = context(
        **names, chapters=chapters, experiments={"evening": say()}, items=words, labels={"trust": say()},
        quotation=Quotation(text=say(), how_picked=say()), open_answers=written,
        stories=(Story(outcome="trust", told=say(), seen=say(), fit="agree", by=say()),),
        own_words={chapter: say() for chapter in chapters},
    )  # fmt: skip
    frame = frame_of(*(answered(chapter, 30, seed=number) for number, chapter in enumerate(chapters, start=1)))
    return impact_report(frame, SCALES, plan_for(SCALES), context=surroundings)
