"""What a report of files says of their rows: how they were joined, which count nowhere, what was read off them."""

from collections import Counter
from collections.abc import Iterator, Sequence

from analysis.estimate.answered_once import FileRows
from evaluation.importing.answers_map import AnswersMap
from evaluation.importing.applying import Applied
from evaluation.importing.grids import Grid
from evaluation.importing.settling import settled
from evaluation.importing.values.heading_ends import ends_in_heading


def reported_rows(answers_map: AnswersMap, applied: Applied, grids: Sequence[Grid], *, scaled: bool) -> FileRows:
    """What is said of the rows of files; `scaled` tells that somebody gave the scales, with their ends."""
    kinds, counts = Counter(row.kind for row in applied.left_out), applied.counts
    unjoined = (counts.unjoined - counts.unjoined_after, counts.unjoined_after)
    shared = (counts.shared - counts.shared_after, counts.shared_after)
    made = settled(answers_map)
    return FileRows(
        columns=tuple(column.name for column in made.columns if column.role == "key"),
        alike=counts.alike,
        trials=kinds["trial"],
        summaries=kinds["summary"],
        again=kinds["repeated"],
        other_times=kinds["other_wave"],
        uncoded=(unjoined[0] - shared[0], unjoined[1] - shared[1]),
        shared=shared,
        moved=counts.moved,
        read_off=() if scaled else tuple(_read_off(made, grids)),
    )


def _read_off(made: AnswersMap, grids: Sequence[Grid]) -> Iterator[str]:
    """The outcomes whose ends neither words, nor headings, nor a question about the files have told."""
    asked = {edit.of for question in made.questions if question.kind == "which_ends" for edit in question.edits[1]}
    bare = {each.id: (each.minimum, each.maximum) for each in made.answers if not each.numbers and each.id not in asked}
    labels = {name: grid.label(name) for grid in grids for name in grid.heading}
    for scale in made.scales:
        columns = [column for column in made.columns if column.role == "item" and column.item in scale.items]
        of_numbers = all(bare.get(column.answers) == (scale.minimum, scale.maximum) for column in columns)
        known = any(ends_in_heading(labels.get(column.name, "")) or ends_in_heading(column.name) for column in columns)
        if columns and of_numbers and not known:
            yield scale.label
