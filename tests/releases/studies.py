"""Invented studies that go on while releases are made: evenings of all sizes, late forms, withdrawals, new chapters."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial

import numpy as np

from analysis.disclosure.disclosure import shown_cells
from analysis.disclosure.groups import Person
from analysis.disclosure.ledger import Rule, decide

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
HIGHEST = 10
OFTEN = (0.02, 0.1, 0.6)
"""How likely somebody is to answer once more in a while."""
ON_THE_DAY = ("trust", "ground")
LATER = "later"
"""Asked of the same people once more: whoever answers it does so some time after the day."""
TALKS = "talks"
"""Counted after only, and printed of the same groups; in studies of a database alone."""
OUTCOMES = (*ON_THE_DAY, LATER, TALKS)


@dataclass(frozen=True)
class Somebody:
    """A person of an invented study: where, since when, their lot, and what they answered, from 0 to 10, and when."""

    number: int
    experiment: str
    completed: datetime
    lot: float
    answers: dict[str, int]
    since: dict[str, datetime]

    def as_person(self):
        return Person(self.completed, self.lot, dict(self.since))

    def answer(self, outcome, value, *, now):
        self.answers[outcome], self.since[outcome] = value, now


@dataclass(frozen=True)
class Cell:
    """A printed figure of an outcome: whose answers are in it, whether the public reads it, and whether it is of all.

    The people of a whole release are drawn, a chapter's and an evening's are not; and counts may be printed of it or
    not. Of `rows` of an export each answer is read, though not whose it is.
    """

    outcome: str
    people: frozenset[int]
    public: bool
    whole: bool = False
    counted: bool = True
    rows: bool = False


@dataclass
class Study:
    """Everything that is true of an invented study, which no reader sees, and the cells that were printed."""

    rng: np.random.Generator
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
        """A while later: evenings, perhaps a late form, some asked once more, perhaps somebody withdraws."""
        self.day += 1
        for _ in range(self.rng.integers(0, 4)):
            self._evening(int(self.rng.choice([1, 2, 3, 4, 5, 6, 8, 12, 22, 30])))
        for _ in range(self.rng.integers(0, 3)):
            if self.chapters:
                self._somebody(str(self.rng.choice(list(self.chapters))))
        often = self.rng.choice(OFTEN)
        for person in self.present.values():
            if person.completed < self.now and LATER not in person.answers and self.rng.random() < often:
                person.answer(LATER, int(self.rng.integers(0, HIGHEST + 1)), now=self.now)
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
        person = Somebody(len(self.ever), experiment, self.now, float(self.rng.random()), {}, {})
        for outcome in ON_THE_DAY:
            if self.rng.random() < 0.85:
                person.answer(outcome, int(self.rng.integers(0, HIGHEST + 1)), now=self.now)
        self.present[person.number] = self.ever[person.number] = person

    def people(self):
        found = {experiment: [] for experiment in self.chapters}
        for person in self.present.values():
            found[person.experiment].append(person.as_person())
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

    def print_cells(self, used, alone, chapters, *, public, unchanged=None):
        """Figures for experiments that stand alone, for chapters, and for all of them together, of each outcome.

        `used` says who is in a figure of an outcome. `alone` and `chapters` name the outcomes that may be printed of
        each. Of experiments that are not `unchanged` no counts are printed; None stands for a ledger that does not say.
        """
        for outcome in OUTCOMES:
            answered = [each for each in self.present.values() if outcome in each.answers and used(each, outcome)]
            changed = set() if unchanged is None else {person.experiment for person in answered} - unchanged
            for printed, of in ((alone, "experiment"), (chapters, "chapter")):
                cells = {each: set() for each in printed if outcome in printed[each]}
                for person in answered:
                    place = person.experiment if of == "experiment" else self.chapters[person.experiment]
                    cells.get(place, set()).add(person.number)
                self._print(outcome, *cells.values(), public=public, changed=changed)
            self._print(outcome, set().union(*cells.values()), public=public, changed=changed, whole=True)

    def _print(self, outcome, *cells, public, changed, whole=False):
        for people in cells:
            counted = not {self.ever[person].experiment for person in people} & changed
            if people:
                self.cells.append(Cell(outcome, frozenset(people), public, whole, counted))

    def release(self, rule):
        """A release as the ledger allows it."""
        scope = {each: self.chapters[each] for each in self.scope()}
        made = decide(self.pages, self.people(), chapters=scope, now=self.now, rule=rule)
        self.pages.append(made.page)
        self.print_cells(
            partial(_is_used, made.page), made.alone, made.chapters, public=made.page.public, unchanged=made.unchanged
        )

    def release_counting_everybody(self, rule):
        """Another control: a ledger that counts people whether or not they answered what is printed."""
        blind = replace(rule, outcomes=frozenset(), needed=frozenset())
        scope = {each: self.chapters[each] for each in self.scope()}
        made = decide(self.pages, self.people(), chapters=scope, now=self.now, rule=blind)
        self.pages.append(made.page)
        every = dict.fromkeys((*made.alone, *made.chapters), OUTCOMES)
        alone, chapters = ({each: every[each] for each in printed} for printed in (made.alone, made.chapters))
        self.print_cells(partial(_is_used, made.page), alone, chapters, public=made.page.public)

    def release_without_ledger(self, rule):
        """The control: the threshold and complementary suppression inside each release, and no memory."""
        below, scope = rule.public_below or rule.below, self.scope()
        who = [person for person in self.present.values() if person.experiment in scope]
        shown = {}
        for outcome in OUTCOMES:
            sizes = {(self.chapters[each], each): 0 for each in scope}
            for person in who:
                sizes[self.chapters[person.experiment], person.experiment] += outcome in person.answers
            shown[outcome] = shown_cells(sizes, below=below)
        alone = {
            each: {outcome for outcome in OUTCOMES if each in dict(shown[outcome].experiments).values()}
            for each in scope
        }
        chapters = {
            each: {outcome for outcome in OUTCOMES if each in shown[outcome].chapters}
            for each in self.chapters.values()
        }
        self.print_cells(
            lambda person, _: person.experiment in scope, alone, chapters, public=rule.public_below is not None
        )


def _is_used(page, person, outcome):
    bound = page.used.get(person.experiment)
    return bound is not None and bound.covers(person.as_person(), outcome)


def invented_study(rng, *, releases, how):
    """A study in which releases of changing scope were made (`how` names the way), for a chapter or for the public."""
    study = Study(rng)
    while not study.chapters:
        study.go_on()
    for _ in range(releases):
        for _ in range(rng.integers(1, 3)):
            study.go_on()
        rule = Rule(
            below=5,
            public_below=10 if rng.random() < 0.5 else None,
            outcomes=frozenset(OUTCOMES),
            needed=frozenset(OUTCOMES[:1]),
            hold_back=bool(rng.random() < 0.5),
        )
        getattr(study, how)(rule)
    return study
