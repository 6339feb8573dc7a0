"""Invented studies of which somebody reads all that leaves: drafts, releases, looks at a panel, and exports of rows.

An export tells more than sums: how many of a group of people moved how far, exactly, over and over as people come and
leave. What the interface for programs hands out are the figures of releases once more, so that it adds no cell.
"""

from dataclasses import replace
from functools import partial

from analysis.disclosure.groups import EVERYBODY, Bound, Person
from analysis.disclosure.ledger import Rule, decide
from analysis.disclosure.single_rows import Rows
from evaluation.store.releases.row_ledger import admitted, first_steps, waves_few_left
from evaluation.store.releases.single_forms import Singles, states_of
from tests.releases.studies import BEGAN, LATER, ON_THE_DAY, OUTCOMES, Cell, Study, _is_used

BELOW, PUBLIC = 5, 10
WAYS = ("draft", "draft", "look", "release", "public", "export", "export")
FORMS = f"single forms, {LATER}"


class WholeStudy(Study):
    """An invented study with everything that has been told of it.

    Without `row_ledger` an export has the rows of all whom the study's report tells of, whatever earlier files held;
    without `ledger` nothing is remembered of anything.
    """

    def __init__(self, rng, *, row_ledger=True, ledger=True):
        super().__init__(rng)
        self.row_ledger, self.ledger, self.rows = row_ledger, ledger, []

    def tell(self):
        """Somebody asks for something, of some of the study or all of it."""
        rule = Rule(
            below=BELOW,
            public_below=None,
            outcomes=frozenset(OUTCOMES),
            needed=frozenset(OUTCOMES[:1]),
            hold_back=bool(self.rng.random() < 0.3),
        )
        getattr(self, f"_{self.rng.choice(WAYS)}")(rule)

    def _draft(self, rule):
        (self.release if self.ledger else self.release_without_ledger)(rule)

    def _release(self, rule):
        self._draft(rule)

    def _public(self, rule):
        self._draft(replace(rule, public_below=PUBLIC))

    def _look(self, rule):
        """A panel tells of those of whom a report told, once more, where nobody has come or left since."""
        scope = {each: self.chapters[each] for each in self.scope()}
        made = decide(self.pages, self.people(), chapters=scope, now=self.now, rule=replace(rule, hold_back=False))
        if self.pages and self.ledger and not made.page.parcels:
            self._print_decided(made)

    def _export(self, rule):
        people = self.people()
        rule = replace(rule, hold_back=False)
        history = self.pages if self.ledger else []
        made = decide(history, people, chapters=dict(self.chapters), now=self.now, rule=rule)
        disclosed = self.rows if self.ledger else []
        states = [{each: made.page.used[each] for each in group} for group in made.groups]
        single = self._single_forms(made)
        if self.row_ledger:
            single = single.without(waves_few_left(history, people, {LATER: [LATER]}, below=BELOW))
        states += states_of(single, disclosed, further=[LATER], below=BELOW, now=self.now)
        if self.row_ledger:
            rows, fresh = admitted(
                disclosed, states, {**people, **single.people}, counted=first_steps(history), below=BELOW
            )
        else:
            rows, fresh = [Rows(state, {}) for state in states], []
        if rows:
            self.pages.append(made.page)
            self.rows += fresh
            self._print_rows(made, single, rows)

    def _single_forms(self, made):
        """The forms of the later wave, of those of whose form the report tells."""
        forms = {
            each.number: Person(each.since[LATER], each.lot)
            for each in self.present.values()
            if all(_is_used(made.page, each, outcome) for outcome in (EVERYBODY, LATER))
        }
        return Singles({FORMS: forms} if forms else {})

    def _is_told(self, made, person, outcome):
        told = made.chapters.get(self.chapters[person.experiment], ())
        return outcome in told and outcome in person.answers

    def _print_rows(self, made, single, rows):
        for each in rows:
            for outcome in ON_THE_DAY:
                people = [
                    person.number
                    for person in self.present.values()
                    if each.state.get(person.experiment, NOBODY).covers(person.as_person())
                    and self._is_told(made, person, outcome)
                ]
                self._add(outcome, people)
        self._add(LATER, [each for each in single.rows_in(rows) if self._is_told(made, self.present[each], LATER)])

    def _add(self, outcome, people):
        if people:
            self.cells.append(Cell(outcome, frozenset(people), public=False, rows=True))

    def _print_decided(self, made):
        self.print_cells(
            partial(_is_used, made.page), made.alone, made.chapters, public=False, unchanged=made.unchanged
        )


NOBODY = Bound(BEGAN, bar=2.0)
"""Of an experiment that is not in a group: no lot reaches its bar."""


def whole_study(rng, *, steps, **without):
    """A study that goes on and is told of, in turn, so many times."""
    study = WholeStudy(rng, **without)
    while not study.chapters:
        study.go_on()
    for _ in range(steps):
        for _ in range(rng.integers(1, 3)):
            study.go_on()
        study.tell()
    return study
