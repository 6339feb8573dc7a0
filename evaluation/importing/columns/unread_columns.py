"""Columns that seem to hold answers and could not be read: each is named, and asked about where it may be compared."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from evaluation.importing.answers_map import AnswersMap, Edit, OpenQuestion
from evaluation.importing.columns.asked_columns import AskedColumn
from evaluation.importing.columns.ticked_options import TICKED_OPTION
from evaluation.importing.values.answer_profiles import READABLE, TRIALS, Profile, profile_of
from evaluation.importing.values.cell_values import is_not_answered
from evaluation.importing.values.set_questions import listed

NOT_READ = "its answers were not understood"
UNNUMBERED = "its answers are not known: give its words numbers in the map"
MOST_WORDS = 12
"""So many different answers a question to choose from has at most."""
SHARED_WORDS = (3, 11)
SHOWN = 8
MOST_NAMES = 12


@dataclass(frozen=True, kw_only=True)
class _Unread:
    column: AskedColumn
    profile: Profile
    words: tuple[str, ...]


def with_unread_columns(made: AnswersMap, asked: Mapping[str, AskedColumn]) -> AnswersMap:
    """The map with a note at every column that may hold answers and is not read, and what is asked about them."""
    read = {
        column.name for column in made.columns if column.role != "left_out" or column.note != "no answers to compare"
    }
    columns = [column for column in asked.values() if column.both and column.column not in read]
    unread = [found for column in columns if (found := _unread(column)) is not None]
    names = {name for each in unread for found in each.column.names.values() for name in found}
    noted = tuple(
        replace(column, note=NOT_READ) if column.name in names and column.role == "left_out" else column
        for column in made.columns
    )
    return replace(made, columns=noted, questions=(*made.questions, *_questions(unread)))


def _unread(column: AskedColumn) -> _Unread | None:
    profile = profile_of("", column.column, column.cells)
    said = Counter({w: n for w, n in profile.all.items() if not is_not_answered(w) and w not in TRIALS})
    if profile.kind == "numbers" or len(said) < 2 or (profile.kind and profile.family == "yes or no"):
        return None
    few = len(said) <= MOST_WORDS and said.total() >= 2 * len(said)
    if not few and _share_read(profile, said) < READABLE:
        return None
    return _Unread(column=column, profile=profile, words=tuple(word for word, _ in said.most_common(SHOWN)))


def _share_read(profile: Profile, said: Counter[str]) -> float:
    known = {*profile.numbers, *profile.labels, *profile.levels}
    return sum(said[word] for word in known) / said.total()


def _questions(unread: list[_Unread]) -> Iterator[OpenQuestion]:
    """About each column that reads for the most part, and about unknown words that several columns share."""
    shared: dict[frozenset[str], list[_Unread]] = {}
    place = 0
    for each in unread:
        said = Counter({word: times for word, times in each.profile.all.items() if not is_not_answered(word)})
        if _share_read(each.profile, said) >= READABLE:
            place += 1
            yield _question(f"unread{place}", "unread_column", [each], _odd_words(each, said))
        elif SHARED_WORDS[0] <= len(said) <= SHARED_WORDS[1]:
            key = next((words for words in shared if _alike(words, set(said))), frozenset(said))
            shared.setdefault(key, []).append(each)
    for same in shared.values():
        if len(same) > 1:
            place += 1
            yield _question(f"unread{place}", "unknown_words", same, max((one.words for one in same), key=len))


def _alike(words: frozenset[str], others: set[str]) -> bool:
    return len(words & others) >= max(2, 0.6 * min(len(words), len(others)))


def _odd_words(each: _Unread, said: Counter[str]) -> tuple[str, ...]:
    known = {*each.profile.numbers, *each.profile.labels, *each.profile.levels}
    odd = tuple(word for word, _ in said.most_common() if word not in known)
    return (odd or each.words)[:SHOWN]


def _question(id_: str, kind: str, same: list[_Unread], words: tuple[str, ...]) -> OpenQuestion:
    values = {
        "column": same[0].column.column,
        "columns": listed([each.column.column for each in same][:SHOWN]),
        "count": str(len(same)),
        "words": listed([word[:60] for word in words]),
    }
    names = [name for each in same for found in each.column.names.values() for name in found]
    unnumbered = tuple(Edit(what="note", of=name, value=UNNUMBERED) for name in dict.fromkeys(names))
    return OpenQuestion(id=id_, kind=kind, values=values, column=same[0].column.column, edits=((), unnumbered))


LINES = (
    ("Not read, their answers were not understood", (NOT_READ, UNNUMBERED)),
    ("Not compared, options that were ticked", (TICKED_OPTION,)),
    ("Not compared, asked at one time alone", ("asked at one time alone",)),
    ("Not compared, no answers that could be", ("no answers to compare",)),
    ("Not questions", ("not a question", "a running number")),
)


def unread_lines(made: AnswersMap) -> tuple[str, ...]:
    """The columns that hold something and are not compared, in a line for each reason; none where there are none."""
    found = []
    for said, notes in LINES:
        names = [column.name[:60] for column in made.columns if column.role == "left_out" and column.note in notes]
        more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
        found += [f"{said}: {listed(names[:MOST_NAMES])}{more}."] if names else []
    return tuple(found)
