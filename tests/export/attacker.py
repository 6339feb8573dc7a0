"""Whoever reads every export of a study and knows who came where: whom the files tell apart from all but a few."""

import csv
import io
from collections import Counter

SAID = ("bt1", "bt2", "bt3", "cg1", "cg2", "wm1", "oo1")


def told_apart(*packages, k=5):
    """How many people the files together tell apart from all but fewer than k - 1 others.

    Rows of two files are matched by what was answered. People who stand in the same files under the same words around
    their answers cannot be told apart by them.
    """
    looks = [_looks(package) for package in packages]
    everybody = {person for found in looks for person in found}
    alike = Counter(tuple(found.get(person) for found in looks) for person in everybody)
    return sum(count for count in alike.values() if count < k)


def _looks(package):
    """What stands around each person's answers, by these answers."""
    people, found = {}, {}
    for row in _rows(package, "answers"):
        people.setdefault(row["participant"], []).append(row)
    for forms in people.values():
        ordered = sorted(forms, key=lambda row: row["wave"])
        around = ("chapter", "experiment", "wave", "role", "language", "mode", "sent", "version")
        found[tuple(_said(row) for row in ordered)] = tuple(tuple(row[name] for name in around) for row in ordered)
    for row in _rows(package, "single_forms"):
        found["alone", _said(row)] = row["wave"]
    return found


def _rows(package, name):
    written = package.get(f"data/{name}.csv", b"").decode()
    return list(csv.DictReader(io.StringIO(written, newline="")))


def _said(row):
    return tuple(row[item] for item in SAID)
