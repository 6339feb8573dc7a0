"""Single answers told of a group more than once: who may be, so that files compared part nobody from all but a few.

Averages of two reports only add up, which is what `disclosure.ledger` is about. Rows are worse: whoever has two files
matches them by what was answered, and sees of each row in which of the files it stands. So of the files of a group the
people who stand in the same ones must be at least k, those who stand in no later one included: one who has left cannot
be told by being missing.

Nobody is kept: of each file the ledger has the moment and the bar up to which people were in it, and how many stand in
which of the files so far. Assumptions: as in `analysis.disclosure.ledger`. Reference: Hundepool et al. 2012, chapter 4.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.disclosure.groups import People, Person, State

IN, OUT = "1", "0"


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a group in one file: who (`state`), and how many people stand in which files of the group so far.

    `seen` names the files by a sign each, oldest first: "101" are those in the first and the third.
    """

    state: State
    seen: Mapping[str, int]


def disclosable_rows(history: Sequence[Rows], state: State, people: People, *, below: int) -> Rows | None:
    """The rows of a group in a new file; None where they would part fewer than `below` people from the others.

    Formula: everybody who was in a file before, and whoever is new, is counted by the files they are in; each count is
    at least `below` or nobody.
    """
    now = Counter(
        _seen(history, experiment, person)
        for experiment, bound in state.items()
        for person in people.get(experiment, ())
        if bound.covers(person)
    )
    before = history[-1].seen if history else {}
    there = {seen + IN: now[seen] for seen in {*now, *before}}
    missing = {seen + OUT: count - now[seen] for seen, count in before.items()}
    seen = {files: count for files, count in (there | missing).items() if count}
    return Rows(state, seen) if seen and min(seen.values()) >= below else None


def is_the_same(history: Sequence[Rows], rows: Rows) -> bool:
    """Whether a file would hold the people of the last one again: nothing is learnt from it."""
    return bool(history) and all(files.endswith((IN + IN, OUT + OUT)) for files in rows.seen)


def _seen(history: Sequence[Rows], experiment: str, person: Person) -> str:
    bounds = [each.state.get(experiment) for each in history]
    return "".join(IN if bound is not None and bound.covers(person) else OUT for bound in bounds)
