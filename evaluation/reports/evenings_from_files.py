"""What reports of a study say of evenings from files: how their columns were read, and in which words."""

from collections.abc import Mapping

from evaluation.impact_report.build.context import ItemWords
from evaluation.impact_report.build.elsewhere.columns_read import ColumnRead, ColumnsRead
from evaluation.impact_report.build.scales import SOMEWHERE
from evaluation.importing.columns.item_names import parted_words
from evaluation.importing.columns.item_texts import is_worded_as
from evaluation.models import FROM_FILE, Experiment
from evaluation.store.from_file.evening_from_file import JOINED_BY
from evaluation.store.reports.asked_in_files import not_asked_by
from evaluation.store.reports.gather import Gathered


def columns_of_evenings(gathered: Gathered) -> ColumnsRead | None:
    """How the columns of evenings from files were read; None where no evening is from a file.

    What was stored before headings were kept has none.
    """
    stored = [experiment for experiment in gathered.experiments if experiment.is_from_file]
    if not stored:
        return None
    named = len(gathered.experiments) > 1
    read = tuple(column for experiment in stored for column in _columns(gathered, experiment, named=named))
    whole = len(stored) == len(gathered.experiments)
    joined_by = (heading for each in stored for heading in each.options[FROM_FILE].get(JOINED_BY, ()))
    return ColumnsRead(
        columns=read,
        whole=whole,
        not_asked=gathered.not_asked,
        not_asked_in=_not_asked_in(gathered),
        joined_by=tuple(dict.fromkeys(joined_by)),
    )


def _not_asked_in(gathered: Gathered) -> dict[str, tuple[str, ...]]:
    """The chapters, by name, that did not ask enough of an outcome."""
    found: dict[str, tuple[str, ...]] = {}
    for chapter in gathered.chapters:
        held = [experiment for experiment in gathered.workshops if experiment.chapter_id == chapter.id]
        for outcome in not_asked_by(gathered.alike, held):
            found[outcome] = (*found.get(outcome, ()), chapter.name)
    return found


def as_headed(items: Mapping[str, ItemWords], read: ColumnsRead | None) -> dict[str, ItemWords]:
    """The questions in the words of the columns, where all answers are of files and these have words of their own."""
    if read is None or not read.whole:
        return dict(items)
    headings: dict[str, set[str]] = {}
    for column in read.columns:
        headings.setdefault(column.item, set()).add(column.heading)
    own = {item: _worded(next(iter(several)), items[item]) for item, several in headings.items() if len(several) == 1}
    return {**items, **own}


def _worded(heading: str, shown: ItemWords) -> ItemWords:
    ask, text = parted_words(heading)
    words = ItemWords(text=text, ask=ask)
    return shown if is_worded_as(words, shown) else words


def _columns(gathered: Gathered, experiment: Experiment, *, named: bool) -> tuple[ColumnRead, ...]:
    columns = {item: column for column, (_version, item) in gathered.alike.words.items()}
    texts = {
        item.id: item.text.replace("{place}", SOMEWHERE) for each in gathered.known.versions for item in each.items
    }
    headings = experiment.options[FROM_FILE].get("columns", {})
    return tuple(
        ColumnRead(
            heading=heading,
            item=columns.get(item, item),
            question=texts.get(item, item),
            evening=experiment.title if named else "",
        )
        for item, heading in headings.items()
    )
