"""What no seating plan can better: the fewest meetings again, the most mixed tables, the fairest threes.

N people, of whom n(g) are of group g, talk in R rounds at T = ⌊N/2⌋ tables: at each two, and at one three where N is
odd. A table is mixed where two groups sit at it; everybody at it then meets somebody of another group, also where two
of the three are of one. These are bounds, not promises: in rooms of fewer than about fourteen people, where nearly
everybody meets everybody, a plan that reaches them need not exist.
"""

from collections.abc import Sequence


def fewest_repeats(people: int, rounds: int, *, met: int = 0) -> int:
    """How often two people at least meet again, where `met` pairs of them have met before.

    A round has N/2 meetings, or (N + 3)/2 where a three counts as three; there are N(N - 1)/2 pairs.
    """
    each_round = people // 2 if people % 2 == 0 else (people + 3) // 2
    return max(0, rounds * each_round - (people * (people - 1) // 2 - met))


def most_mixed(sizes: Sequence[int], rounds: int) -> int:
    """How many tables at most can be mixed over all rounds, where nobody meets anybody twice.

    In a round: at most T, and at most N - n(g) for each g, since each mixed table takes somebody who is not of g.
    Over the rounds: a person of group h has at most c(h) = min(R, N - n(h)) mixed tables, each with somebody new of
    another group. So there are at most ½ Σ n(h)·c(h), of which each table takes two at least; and at most the sum of
    n(h)·c(h) over h ≠ g, for each g. And each takes one of the E = ½ Σ n(h)·(N - n(h)) pairs of different groups, a
    mixed three two: with j of these at most E - j, and at most R·(T - 1) + j. Where N is even and there are two
    groups, those of the first who do not meet the second meet in twos, so each round has as many mixed tables as the
    first has people, or two, four … fewer.
    """
    people = sum(sizes)
    tables = people // 2
    turns = [size * min(rounds, people - size) for size in sizes]
    cross = sum(size * (people - size) for size in sizes) // 2
    best = min(rounds * tables, sum(turns) // 2, cross)
    if people % 2:
        best = min(best, max(min(cross - mixed, rounds * (tables - 1) + mixed) for mixed in range(rounds + 1)))
    for size, turn in zip(sizes, turns, strict=True):
        best = min(best, rounds * (people - size), sum(turns) - turn)
    if people % 2 == 0 and len(sizes) == 2:
        best -= (best - rounds * sizes[0]) % 2
    return best


def fewest_again_in_three(people: int, rounds: int) -> int:
    """How often at least two of the threes have somebody in common, where the threes are spread evenly."""
    if people % 2 == 0:
        return 0
    each, more = divmod(3 * rounds, people)
    return more * (each * (each + 1) // 2) + (people - more) * (each * (each - 1) // 2)
