"""Whoever opens every draft of a small study, in any order, finds no count of a few, nor who withdrew between two."""

import numpy as np
import pytest

from evaluation.reports.releases import freeze_release
from tests.releases.disclosure.beside.beside_others import Beside
from tests.releases.disclosure.beside.counts_attacker import BELOW, Reader, moved_by_few

LONG = pytest.mark.long


class Invented:
    """A study of a few chapters with one or two workshops each, and everything that somebody opens of it."""

    def __init__(self, beside, rng, *, chapters):
        self.beside, self.rng, self.workshops = beside, rng, {}
        for chapter in (f"Chapter {letter}" for letter in "ABCDEF"[:chapters]):
            for place in range(int(rng.integers(1, 3))):
                self._workshop(f"{chapter} {place}", chapter)

    def _workshop(self, title, chapter):
        people, rng = int(self.rng.choice([3, 4, 6, 9, 12, 20, 26, 30])), self.rng
        lost = int(rng.choice([0, 1, 2, 3, 4, 5, 6, people]))
        before, after = (int(each) for each in rng.choice([0, 0, 1, 2, 4, 7], size=2))
        again = max(0, people - lost)
        self.beside.people(title, people, chapter=chapter, again=again, before_only=before, after_only=after)
        self.workshops[title] = chapter

    def scopes(self):
        """Every report that can be asked for, each with its workshops."""
        found = {title: [title] for title in self.workshops}
        found |= {
            chapter: [each for each, of in self.workshops.items() if of == chapter]
            for chapter in self.workshops.values()
        }
        return found | {"": list(self.workshops)}

    def opened(self):
        """Every report in some order, as report.json."""
        scopes = list(self.scopes().items())
        self.rng.shuffle(scopes)
        told = {place: (self.beside.told_json(place), titles) for place, titles in scopes}
        return {place: found for place, found in told.items() if found[0]}

    def found_out(self, opened):
        reader = Reader(self._slug(title) for title in self.workshops)
        for told, titles in opened.values():
            reader.read(told, [self._slug(title) for title in titles])
        return [found for found in reader.found_out() if not self._at_the_edge(found, opened)]

    def _at_the_edge(self, found, opened):
        """Whether these are of small workshops told of together, each of which has as many as are too few."""
        (kind, *slugs), people = found
        groups = {each.partition("/")[2] for told, _ in opened.values() for each in told["design"]["experiments"]}
        small = {slug for group in groups if "+" in group for slug in group.split("+")}
        return kind == "pairs" and set(slugs) <= small and people == BELOW - 1

    def _slug(self, title):
        return self.beside.fieldwork.experiments[title].slug

    def withdraw(self):
        """Somebody who answered both times, or one time only, takes the answers back."""
        if self.rng.random() < 0.5 and self.beside.alone:
            self.beside.forget()
        else:
            titles = [title for title in self.workshops if self.beside.fieldwork.tokens.get(title)]
            self.beside.fieldwork.withdraw(str(self.rng.choice(titles)))


def invented(fieldwork, settings, seed, *, chapters=None):
    rng = np.random.default_rng(seed)
    return Invented(Beside(fieldwork, settings), rng, chapters=chapters or int(rng.integers(2, 7)))


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=LONG) for seed in range(2, 10))])
def test_no_count_of_a_few_follows_from_all_reports_of_a_study(on_sqlite, sqlite_settings, seed):
    study = invented(on_sqlite, sqlite_settings, seed, chapters=2 if seed == 1 else None)
    assert study.found_out(study.opened()) == []


@pytest.mark.parametrize("seed", [20, *(pytest.param(seed, marks=LONG) for seed in range(21, 26))])
def test_no_count_moves_by_a_few_when_somebody_withdraws(on_sqlite, sqlite_settings, seed):
    study = invented(on_sqlite, sqlite_settings, seed, chapters=2 if seed == 20 else None)
    before = study.opened()
    study.withdraw()
    after = study.opened()
    both = {place: moved_by_few(before[place][0], after[place][0]) for place in before if place in after}
    assert {place: moved for place, moved in both.items() if moved} == {}
    assert study.found_out(after) == []


@LONG
def test_the_same_attacker_finds_some_where_workshops_are_not_looked_at_alone(on_sqlite, sqlite_settings, monkeypatch):
    monkeypatch.setattr(freeze_release, "groups_again", lambda *_: {})
    beside = Beside(on_sqlite, sqlite_settings)
    beside.people("Quay", 25, chapter="Caer", again=20)
    beside.people("Chapel", 30, chapter="Ynys", again=28)
    study = Invented(beside, np.random.default_rng(1), chapters=0)
    study.workshops |= {"Quay": "Caer", "Chapel": "Ynys"}
    assert (("lost", study._slug("Chapel")), 2) in study.found_out(study.opened())


def test_exact_counts_of_those_who_wait_move_by_one(on_sqlite, sqlite_settings, monkeypatch):
    monkeypatch.setattr(freeze_release, "about_waiting", lambda waiting, **_: sum(waiting))
    beside = Beside(on_sqlite, sqlite_settings)
    beside.people("Quay", 12, chapter="Caer")
    beside.people("Chapel", 4, chapter="Caer")
    before = beside.told_json("Caer")
    beside.fieldwork.withdraw("Chapel")
    assert ("around", "waiting") in moved_by_few(before, beside.told_json("Caer"))
