"""Studies that go on in a real database while drafts, releases and panels are read, as the attacker sees them.

What is decided is decided by the store; the attacker is given who is in which figure, and invented answers of each.
"""

from sqlalchemy import select

from evaluation.domain.errors import Refused
from evaluation.models import Card, Experiment, Study
from evaluation.reports.releasable_outcomes import COUNTED
from evaluation.store.releases.eligibility import WantedReport, choose_for_draft, chosen_before
from evaluation.store.releases.ledger_entries import keep_page
from tests.releases.attacker import attack
from tests.releases.conftest import HOPE, KEY, TRUST
from tests.releases.studies import HIGHEST, TALKS, Somebody
from tests.releases.studies import Study as Seen

PRINTED = {"trust": TRUST, "ground": HOPE, TALKS: COUNTED}
ITEMS_OF = {name: outcome.items for name, outcome in PRINTED.items()}
NAMED = {outcome.id: name for name, outcome in PRINTED.items()}
BELOW = 5


class StoredStudy:
    """Evenings of two chapters in the database of `fieldwork`, and all that a reader sees of them.

    With `ledger` false a draft is made as it was before there was a ledger of drafts: of everybody, with the threshold.
    """

    def __init__(self, fieldwork, rng, *, ledger=True):
        self.fieldwork, self.rng, self.ledger = fieldwork, rng, ledger
        self.seen, self.whose = Seen(rng), {}

    def go_on(self):
        """An evening, a late form or somebody who withdraws; then somebody reads something."""
        title = f"Evening {len(self.seen.chapters)}"
        happening = self.rng.choice(["evening", "late", "withdrawal"]) if self.seen.chapters else "evening"
        if happening == "withdrawal" and self.seen.present:
            self._withdraw()
        elif happening == "late":
            self._people(str(self.rng.choice(list(self.fieldwork.experiments))), int(self.rng.integers(1, 3)))
        else:
            self._people(title, int(self.rng.choice([1, 2, 3, 5, 6, 8, 12])))
        self.fieldwork.clock.advance(minutes=1)
        getattr(self, f"_{self.rng.choice(['draft', 'draft', 'draft', 'release', 'look'])}")()
        self.fieldwork.clock.advance(minutes=1)

    def attacked(self):
        """How many cells were attacked, and how many recovered."""
        return attack(self.seen)

    def _people(self, title, count):
        of = self.fieldwork.experiments.get(title)
        chapter = str(self.rng.choice(["Caer", "Ynys"]))
        for _ in range(count):
            said = {name for name in ITEMS_OF if self.rng.random() < 0.85}
            answering = tuple(item for name in ITEMS_OF if name in said for item in ITEMS_OF[name])
            self.fieldwork.evening(title, 1, chapter, answering=answering)
            of = self.fieldwork.experiments[title]
            self.seen.chapters.setdefault(str(of.id), str(of.chapter_id))
            self._seen(title, said)

    def _seen(self, title, said):
        token = self.fieldwork.tokens[title][-1]
        with self.fieldwork.database.reading() as db:
            who = db.scalars(select(Card.participant_id).where(Card.token == token)).one()
        answers = {name: int(self.rng.integers(0, HIGHEST + 1)) for name in said}
        number = self.whose[who] = len(self.seen.ever)
        of = str(self.fieldwork.experiments[title].id)
        somebody = Somebody(number, of, self.fieldwork.clock(), 0.0, answers, {})
        self.seen.present[number] = self.seen.ever[number] = somebody

    def _withdraw(self):
        title = str(self.rng.choice([each for each, tokens in self.fieldwork.tokens.items() if tokens]))
        token = self.fieldwork.tokens[title][-1]
        with self.fieldwork.database.reading() as db:
            who = db.scalars(select(Card.participant_id).where(Card.token == token)).one()
        self.fieldwork.withdraw(title)
        del self.seen.present[self.whose[who]]

    def _scope(self):
        every = sorted(self.fieldwork.experiments)
        chosen = [title for title in every if self.rng.random() < self.rng.choice([0.4, 1.0])]
        return chosen or every

    def _draft(self):
        titles = self._scope()
        if not self.ledger:
            self._print_everybody(titles)
            return
        with self.fieldwork.database.transaction() as db:
            wanted = self._wanted(db, titles)
            try:
                chosen = choose_for_draft(db, wanted, key=KEY, now=self.fieldwork.clock())
            except Refused:
                return
            keep_page(
                db, wanted.study, chosen.decision.page, experiments=wanted.experiments, title="Some",
                now=self.fieldwork.clock(),
            )  # fmt: skip
        self._print(chosen, public=False)

    def _release(self):
        public, titles = bool(self.rng.random() < 0.5), self._scope()
        with self.fieldwork.database.reading() as db:
            try:
                chosen = self.fieldwork.choose(db, *titles, public=public, outcomes=tuple(PRINTED.values()))
            except Refused:
                return
        self.fieldwork.kept(chosen, public=public)
        self._print(chosen, public=public)

    def _look(self):
        """Somebody looks at the panel of an evening's quality."""
        title = str(self.rng.choice(sorted(self.fieldwork.experiments)))
        with self.fieldwork.database.reading() as db:
            chosen = chosen_before(db, self._wanted(db, [title]), key=KEY)
        if chosen is not None and chosen.decision.unchanged:
            self._print(chosen, public=False)

    def _wanted(self, db, titles):
        of = tuple(db.get_one(Experiment, self.fieldwork.experiments[title].id) for title in titles)
        study = db.get_one(Study, self.fieldwork.study.id)
        return WantedReport(study=study, experiments=of, outcomes=tuple(PRINTED.values()), needed=(TRUST.id,))

    def _print(self, chosen, *, public):
        used, made = {self.whose[who] for who in chosen.people}, chosen.decision
        alone, chapters = (
            {place: {NAMED[each] for each in outcomes} for place, outcomes in told.items()}
            for told in (made.alone, made.chapters)
        )
        self.seen.print_cells(
            lambda person, _: person.number in used, alone, chapters, public=public, unchanged=made.unchanged
        )

    def _print_everybody(self, titles):
        of = {str(self.fieldwork.experiments[title].id) for title in titles}
        present = [person for person in self.seen.present.values() if person.experiment in of]

        def enough(place_of):
            told = {}
            for outcome in NAMED.values():
                answered = [place_of(person) for person in present if outcome in person.answers]
                for place in {each for each in answered if answered.count(each) >= BELOW}:
                    told.setdefault(place, set()).add(outcome)
            return told

        alone = enough(lambda person: person.experiment)
        chapters = enough(lambda person: self.seen.chapters[person.experiment])
        self.seen.print_cells(lambda person, _: person.experiment in of, alone, chapters, public=False)


def stored_study(fieldwork, rng, *, steps, ledger=True):
    """A study that has gone on for so many steps."""
    study = StoredStudy(fieldwork, rng, ledger=ledger)
    for _ in range(steps):
        study.go_on()
    return study
