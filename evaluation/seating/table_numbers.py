"""Which table is which: from round to round half of the people stay where they are."""

from collections.abc import Sequence

from evaluation.seating.seating_plan import Round, Table


def with_table_numbers(rounds: Sequence[Round], *, first: int = 0) -> tuple[Round, ...]:
    """The rounds with their tables in an order in which as many tables as can be keep somebody from the last round.

    Those before the round at `first` stay as they are. Where every table has two people, who come from two tables,
    each table can keep one of them: a bipartite graph in which all have degree two has a perfect matching (Kőnig).
    """
    done = list(rounds[: max(first, 1)])
    for tables in rounds[len(done) :]:
        done.append(_numbered(tables, after=done[-1]))
    return tuple(done)


def _numbered(tables: Round, *, after: Round) -> Round:
    at = {person: number for number, table in enumerate(after) for person in table}
    wishes = [[at[person] for person in table if person in at] for table in tables]
    owner: dict[int, int] = {}
    for table in range(len(tables)):
        _give(table, wishes, owner, set())
    placed: list[Table | None] = [None] * max(len(after), len(tables))
    for number, table in owner.items():
        placed[number] = tables[table]
    left = iter([table for number, table in enumerate(tables) if number not in owner.values()])
    filled = [table if table is not None else next(left, ()) for table in placed]
    return tuple(filled[: _last_used(filled)])


def _give(table: int, wishes: Sequence[Sequence[int]], owner: dict[int, int], asked: set[int]) -> bool:
    """Give a table one of the numbers that it wishes, where others can make room for it."""
    for number in wishes[table]:
        if number in asked:
            continue
        asked.add(number)
        if number not in owner or _give(owner[number], wishes, owner, asked):
            owner[number] = table
            return True
    return False


def _last_used(tables: Sequence[Table]) -> int:
    return max(number for number, table in enumerate(tables, start=1) if table)
