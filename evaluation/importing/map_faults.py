"""What is wrong with a map, alone or with the files that it is applied to: a sentence for each fault."""

from collections.abc import Iterator, Sequence

from analysis.scoring.scoring import Scale
from evaluation.domain.messages import Message
from evaluation.importing.answers_map import AnswerSet, AnswersMap, ColumnMap, items_of
from evaluation.importing.grids import Grid


def map_faults(made: AnswersMap, grids: Sequence[Grid]) -> Iterator[Message]:
    """Every fault that keeps a map from being applied to these sheets."""
    yield from _file_faults(made, grids)
    yield from _column_faults(made, grids)
    asked = set(items_of(made.columns))
    for scale in made.scales:
        for item in scale.items:
            if item not in asked:
                yield Message(
                    "The scale %(scale)s has the item %(item)s, and no column is read as it.", scale=scale.id, item=item
                )
        yield from _end_faults(made, scale)
    if made.leads and made.leads not in {scale.id for scale in made.scales}:
        yield Message("The map says that %(scale)s leads page 1, and has no scale of that name.", scale=made.leads)
    if not made.scales:
        yield Message("No question stands in a scale, so there is nothing to compare.")


def _end_faults(made: AnswersMap, scale: Scale) -> Iterator[Message]:
    """That a scale goes beyond what the words of an answer to one of its items can be."""
    columns = {column.answers: column for column in reversed(made.columns) if column.item in scale.items}
    for answers in made.answers:
        if answers.id in columns and (end := answers.beyond(scale)) is not None:
            yield beyond_words(columns[answers.id], answers, end)


def beyond_words(column: ColumnMap, answers: AnswerSet, end: float) -> Message:
    """That nobody can have given an answer which is none of the words."""
    return Message(
        "Nobody can have answered %(end)s to “%(question)s”: its answers are words that stand for %(low)s to %(high)s. "
        "A word that nobody chose is added to its answers in the map.",
        end=f"{end:g}",
        question=column.name,
        low=f"{answers.minimum:g}",
        high=f"{answers.maximum:g}",
    )


def _file_faults(made: AnswersMap, grids: Sequence[Grid]) -> Iterator[Message]:
    there = {(grid.file, grid.sheet) for grid in grids}
    for file in made.files:
        if (file.name, file.sheet) not in there:
            yield Message(
                "The map speaks of a file that was not brought: %(name)s.", name=f"{file.name} {file.sheet}".strip()
            )
    mapped = {file.name for file in made.files}
    for name in dict.fromkeys(grid.file for grid in grids):
        if name not in mapped:
            yield Message("The map does not speak of %(name)s.", name=name)


def _column_faults(made: AnswersMap, grids: Sequence[Grid]) -> Iterator[Message]:
    sets = {answers.id for answers in made.answers}
    names = {name for grid in grids for name in grid.heading}
    for column in made.columns:
        if column.name not in names:
            yield Message("The map speaks of a column that no file has: %(name)s.", name=column.name)
        if column.role == "item" and column.answers not in sets:
            yield Message("The column %(name)s needs answers, the name of a set of answers.", name=column.name)
