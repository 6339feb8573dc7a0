"""The best seating plan of a few people, by integer programming: what no search can better."""

from itertools import combinations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp


def most_mixed_exactly(sizes, rounds, *, repeats=0):
    """How many tables can be mixed where at most so many pairs meet a second time and none a third; None if none can.

    A variable for each table that there might be and each round, and one for each pair that says whether it meets
    twice.
    """
    groups = [group for group, size in enumerate(sizes) for _ in range(size)]
    people = len(groups)
    pairs = list(combinations(range(people), 2))
    tables = pairs + (list(combinations(range(people), 3)) if people % 2 else [])
    mixed = np.array([len({groups[person] for person in table}) > 1 for table in tables], dtype=float)
    sits = np.array([[person in table for table in tables] for person in range(people)], dtype=float)
    threes = np.array([[len(table) == 3 for table in tables]], dtype=float)
    meets = np.array([[set(pair) <= set(table) for table in tables] for pair in pairs], dtype=float)
    each = np.eye(rounds)
    blank = np.zeros((rounds * people, len(pairs)))
    rows = [
        (np.hstack([np.kron(each, sits), blank]), 1, 1),
        (np.hstack([np.kron(each, threes), blank[:rounds]]), people % 2, people % 2),
        (np.hstack([np.tile(meets, rounds), -np.eye(len(pairs))]), -np.inf, 1),
        (np.hstack([np.zeros((1, rounds * len(tables))), np.ones((1, len(pairs)))]), -np.inf, repeats),
    ]
    found = milp(
        -np.concatenate([np.tile(mixed, rounds), np.zeros(len(pairs))]),
        constraints=[LinearConstraint(matrix, least, most) for matrix, least, most in rows],
        integrality=np.ones(rounds * len(tables) + len(pairs)),
        bounds=Bounds(0, 1),
    )
    return None if found.status == 2 else round(-found.fun)
