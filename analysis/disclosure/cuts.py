"""The smallest cut of a small graph."""

from collections.abc import Mapping


def smallest_cut(points: int, edges: Mapping[tuple[int, int], int]) -> int:
    """The least total weight of lines that fall into two parts when the points are divided, whatever the division.

    `edges` gives weights by pairs of points 0 to `points` - 1. Formula: repeated maximum-adjacency order, joining the
    last two points each time. Assumption: weights are not negative. Reference: Stoer and Wagner 1997, J. ACM
    44:585-591.
    """
    weights = [[0] * points for _ in range(points)]
    for (one, other), weight in edges.items():
        if one != other:
            weights[one][other] += weight
            weights[other][one] += weight
    left, best = list(range(points)), None
    while len(left) > 1:
        before, last, cut = _last_two(weights, left)
        best = cut if best is None else min(best, cut)
        for point in left:
            if point != before:
                weights[before][point] += weights[last][point]
                weights[point][before] = weights[before][point]
        left.remove(last)
    return best or 0


def _last_two(weights: list[list[int]], left: list[int]) -> tuple[int, int, int]:
    """The last two points of a maximum-adjacency order, and the weight between the last and all others."""
    waiting = dict.fromkeys(left, 0)
    before = last = left[0]
    cut = 0
    while waiting:
        before, last = last, max(waiting, key=lambda point: waiting[point])
        cut = waiting.pop(last)
        for point in waiting:
            waiting[point] += weights[last][point]
    return before, last, cut
