"""How often each answer was given to questions that are told as counts: whole, and told only as `disclosed` has them.

They are the questions of modules, and those of the questionnaire itself to which people could choose several answers.
"""

import hashlib
import json
import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.disclosure.counted_answers import disclosable_each, is_disclosable, rounded_count
from evaluation.models import InstrumentVersion, Response, Wave
from evaluation.store.instruments.intact_texts import version_of_row
from evaluation.store.instruments.modules import modules_of
from evaluation.store.studies.persons import WHO, of_people
from instruments import NOT_ASKED, Item, ResponseFormat, Version
from instruments.asking.follow_on import answers_at
from instruments.several_choice import chosen, is_several

IN_REPORTS = ("pre", "post")
"""The waves whose modules are told of: people of a report answered both, so that the ledger knows who is counted."""
Answers = Mapping[str, int | str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleQuestion:
    """One question of a module, or of the questionnaire itself, at one wave."""

    module: Version
    wave: str
    item: Item

    @property
    def outcome(self) -> str:
        """What the ledger knows it by."""
        return f"module.{self.wave}.{self.item.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleCounts:
    """One question at one wave, how many answered it, and how many gave each of its answers, in the order shown."""

    module: Version
    wave: str
    item: Item
    counts: Mapping[int | str, int]
    answered: int
    not_asked: int = 0
    """How many were not asked, where it follows on a question that they answered otherwise."""

    @property
    def text(self) -> str:
        """The question, and before one that follows on another the answers to that at which it is asked."""
        first = self.module.items_by_id.get(self.item.follows or "")
        asked_at = " / ".join(answers_at(self.module, self.item))
        return f"“{first.label}: {asked_at}” – {self.item.text}" if first else self.item.text

    @property
    def is_several(self) -> bool:
        """Whether people could choose several answers, so that counts add up to nothing."""
        return is_several(self.module.format_of(self.item))

    def fewest(self, *, below: int) -> int:
        """The fewest people of whom it is told: `below`, or the module's own threshold where that is higher."""
        return max(below, self.module.suppress_below or 0)

    def disclosed(self, *, below: int) -> dict[int | str, int | None]:
        """What may be told: each count to the nearest five, and nothing of an answer that too few gave.

        Nothing of the whole question where its counts together would tell of a few people, or of all; and of one that
        follows on another where too few were not asked, since how many were would tell of these.
        """
        fewest = self.fewest(below=below)
        if self.item.follows and self.not_asked < fewest:
            return dict.fromkeys(self.counts)
        people = {value: rounded_count(count, fewest=fewest) for value, count in self.counts.items()}
        answered = rounded_count(self.answered, fewest=fewest)
        if self.is_several:
            each = [] if answered is None else disclosable_each(answered, tuple(people.values()), fewest=fewest)
            return dict(zip(people, each or [None] * len(people), strict=True))
        disclosable = answered is not None and is_disclosable(answered, tuple(people.values()), fewest=fewest)
        return people if disclosable else dict.fromkeys(people)


def module_questions(db: Session, experiments: Collection[uuid.UUID]) -> tuple[ModuleQuestion, ...]:
    """The questions told as counts that are asked before and after at these experiments.

    They are those with answers to choose of modules, and those of the questionnaire itself with several to choose.
    Where several versions ask one, it is in the words of the newest.
    """
    within = Wave.experiment_id.in_(experiments), Wave.kind.in_(IN_REPORTS)
    waves = db.scalars(select(Wave).where(*within)).all()
    of_waves = select(InstrumentVersion).join(Wave, Wave.instrument_version_id == InstrumentVersion.id).where(*within)
    own = [version_of_row(db, row) for row in db.scalars(of_waves.distinct())]
    asked = {(wave.kind, name) for wave in waves for name in wave.modules}
    found: dict[tuple[str, str], ModuleQuestion] = {}
    for kind in IN_REPORTS:
        modules = modules_of(db, sorted(name for wave, name in asked if wave == kind))
        for is_counted, versions in ((is_several, own), (_can_choose, modules)):
            for version in sorted(versions, key=lambda each: (each.id, each.number)):
                shown = [item for item in version.questions(kind) if is_counted(version.format_of(item))]
                found |= {(kind, item.id): ModuleQuestion(module=version, wave=kind, item=item) for item in shown}
    return tuple(found.values())


def _can_choose(shown: ResponseFormat) -> bool:
    return bool(shown.choices)


def module_counts(
    db: Session, questions: Iterable[ModuleQuestion], *, people: Mapping[str, Mapping[uuid.UUID, uuid.UUID]]
) -> list[ModuleCounts]:
    """How often each answer was given by `people` (`persons.WHO`, each with their experiment), by question."""
    asked = tuple(questions)
    experiments = {experiment for counted in people.values() for experiment in counted.values()}
    given = {kind: _given(db, experiments, kind) for kind in {each.wave for each in asked}}
    return [_counted(each, people.get(each.outcome, {}), given[each.wave]) for each in asked]


def module_items(db: Session, experiments: Collection[uuid.UUID]) -> frozenset[str]:
    """The questions that modules asked at these experiments: their answers are never told person by person."""
    chosen = db.scalars(select(Wave.modules).where(Wave.experiment_id.in_(experiments)))
    names = sorted({name for names in chosen for name in names})
    return frozenset(item.id for module in modules_of(db, names) for item in module.items)


def module_digest(db: Session, experiments: Collection[uuid.UUID], questions: Iterable[ModuleQuestion]) -> str:
    """Fingerprint of all answers to these questions, as they are now; empty where there is no question."""
    items = {each.item.id for each in questions}
    if not items:
        return ""
    rows = db.execute(of_people(select(Response.id, Response.answers), experiments))
    found = [[str(row), {item: given[item] for item in sorted(items & set(given))}] for row, given in rows]
    return hashlib.sha256(json.dumps(found).encode()).hexdigest()


def _given(db: Session, experiments: Collection[uuid.UUID], kind: str) -> dict[tuple[uuid.UUID, uuid.UUID], Answers]:
    """The answers at a wave by person and experiment: of each those sent first."""
    sent = select(WHO, Response.experiment_id, Response.answers).join(Wave, Wave.id == Response.wave_id)
    first: dict[tuple[uuid.UUID, uuid.UUID], Answers] = {}
    for who, experiment, answers in db.execute(of_people(sent.where(Wave.kind == kind), experiments)):
        first.setdefault((who, experiment), answers)
    return first


def _counted(
    question: ModuleQuestion,
    people: Mapping[uuid.UUID, uuid.UUID],
    given: Mapping[tuple[uuid.UUID, uuid.UUID], Answers],
) -> ModuleCounts:
    item, shown = question.item, question.module.format_of(question.item)
    answers = [given[cell].get(item.id) for cell in people.items() if cell in given]
    picked = [chosen(each) if is_several(shown) else (each,) for each in answers]
    found = Counter(value for each in picked for value in each)
    known = {option.value for option in shown.choices}
    return ModuleCounts(
        module=question.module,
        wave=question.wave,
        item=item,
        counts={option.value: found[option.value] for option in shown.choices},
        answered=sum(not known.isdisjoint(each) for each in picked),
        not_asked=answers.count(NOT_ASKED),
    )
