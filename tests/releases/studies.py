"""Invented studies that go on while releases are made: evenings of all sizes, late forms, withdrawals, new chapters."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from analysis.disclosure import shown_cells
from analysis.groups import Person
from analysis.ledger import Rule, decide

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
HIGHEST = 10


@dataclass(frozen=True)
class Somebody:
    """A person of an invented study: where, since when, their lot, and their answer from 0 to 10."""

    number: int
    experiment: str
    completed: datetime
    lot: float
    answer: int


@dataclass(frozen=True)
class Cell:
    """A printed figure: who is in it, and whether the public reads it."""

    people: frozenset[int]
    public: bool


@dataclass
class Study:
    """Everything that is true of an invented study, which no reader sees, and the cells that were printed."""

    rng: object
    chapters: dict[str, str] = field(default_factory=dict)
    present: dict[int, Somebody] = field(default_factory=dict)
    ever: dict[int, Somebody] = field(default_factory=dict)
    pages: list = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    day: int = 0

    @property
    def now(self):
        return BEGAN + timedelta(days=self.day)

    def go_on(self):
        """A while later: some evenings, perhaps a late form, perhaps somebody withdraws."""
        self.day += 1
        for _ in range(self.rng.integers(0, 4)):
            self._evening(int(self.rng.choice([1, 2, 3, 4, 5, 6, 8, 12, 22, 30])))
        for _ in range(self.rng.integers(0, 3)):
            if self.chapters:
                self._somebody(str(self.rng.choice(list(self.chapters))))
        for _ in range(int(self.rng.choice([0, 0, 1, 1, 2, 3, 6]))):
            if self.present:
                del self.present[int(self.rng.choice(list(self.present)))]

    def _evening(self, size):
        chapter = f"chapter {self.rng.integers(0, 5)}"
        experiment = f"{chapter} evening {len(self.chapters)}"
        self.chapters[experiment] = chapter
        for _ in range(size):
            self._somebody(experiment)

    def _somebody(self, experiment):
        answer, lot = int(self.rng.integers(0, HIGHEST + 1)), float(self.rng.random())
        person = Somebody(len(self.ever), experiment, self.now, lot, answer)
        self.present[person.number] = self.ever[person.number] = person

    def people(self):
        found = {experiment: [] for experiment in self.chapters}
        for person in self.present.values():
            found[person.experiment].append(Person(person.completed, person.lot))
        return found

    def scope(self):
        """The experiments of a release: one, some of a chapter, all of one, or all there are."""
        everything = list(self.chapters)
        kind = self.rng.choice(["experiment", "part", "chapter", "study", "study"])
        if kind == "experiment":
            return [str(self.rng.choice(everything))]
        chapter = str(self.rng.choice(sorted(set(self.chapters.values()))))
        if kind == "study":
            return everything
        of_chapter = [each for each in everything if self.chapters[each] == chapter]
        return [each for each in of_chapter if kind == "chapter" or self.rng.random() < 0.6]

    def print_cells(self, who, chapters, alone, *, public):
        """Figures for experiments that stand alone, for chapters, and for all of them together."""
        of = {each: frozenset(number for number in who if self.ever[number].experiment == each) for each in chapters}
        within = {chapter: [each for each in chapters if chapters[each] == chapter] for chapter in chapters.values()}
        by_chapter = [frozenset().union(*(of[each] for each in experiments)) for experiments in within.values()]
        printed = [*(of[each] for each in alone), *by_chapter, frozenset().union(*of.values())]
        self.cells += [Cell(people, public) for people in printed if people]

    def release(self, rule):
        """A release as the ledger allows it; the decision."""
        scope = {each: self.chapters[each] for each in self.scope()}
        made = decide(self.pages, self.people(), chapters=scope, now=self.now, rule=rule)
        self.pages.append(made.page)
        who = [person.number for person in self.present.values() if _is_used(made.page, person)]
        self.print_cells(who, {each: scope[each] for each in made.page.used}, made.alone, public=made.page.public)
        return made

    def release_without_ledger(self, rule):
        """The control: the threshold and complementary suppression inside each release, and no memory."""
        below = rule.public_below or rule.below
        scope = self.scope()
        sizes = {(self.chapters[each], each): len(self.people()[each]) for each in scope}
        shown = shown_cells(sizes, below=below)
        chapters = {each: self.chapters[each] for each in scope if self.chapters[each] in shown.chapters}
        who = [person.number for person in self.present.values() if person.experiment in chapters]
        alone = [each for _, each in shown.experiments]
        self.print_cells(who, chapters, alone, public=rule.public_below is not None)


def _is_used(page, person):
    bound = page.used.get(person.experiment)
    return bound is not None and bound.covers(Person(person.completed, person.lot))


def invented_study(rng, *, releases, ledger):
    """A study in which releases of changing scope were made, for a chapter or for the public."""
    study = Study(rng)
    while not study.chapters:
        study.go_on()
    for _ in range(releases):
        for _ in range(rng.integers(1, 3)):
            study.go_on()
        rule = Rule(below=5, public_below=10 if rng.random() < 0.5 else None, hold_back=bool(rng.random() < 0.5))
        (study.release if ledger else study.release_without_ledger)(rule)
    return study
