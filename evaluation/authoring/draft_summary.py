"""What the editor shows beside a part: what changed since the newest published version, and what is left to do."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from evaluation.models import Draft
from evaluation.store.instruments.confirmed_classes import Confirmation, confirmations_in, confirmed, counting_classes
from evaluation.store.instruments.confirmed_reasons import reasons_before, reasons_in
from evaluation.store.instruments.declared_changes import classes_in, declared_classes
from evaluation.store.instruments.publishing import checks_of, compared
from evaluation.store.instruments.translations.draft_translations import translations_in
from instruments import Version
from instruments.checklist import ChecklistLine
from instruments.comparison import Change, Comparability, Comparison
from instruments.comparison.between_waves import (
    IncomparableWords,
    OtherQuestions,
    WordsLeftBehind,
    other_questions,
    other_words,
    words_left_behind,
)

GRAVEST_FIRST = {Comparability.NOT: 0, Comparability.WITH_CARE: 1, Comparability.SAME: 2}


@dataclass(frozen=True, slots=True)
class Summary:
    """A draft against what is published, and against the list of what has to be done."""

    previous: Version | None
    comparison: Comparison | None
    checks: tuple[ChecklistLine, ...]
    reasons: Mapping[str, str]
    """Why something changed, by the change's key."""
    reasons_before: Mapping[str, str]
    """The reasons that were given for another change under the same key."""
    declared: Mapping[str, str]
    """The class that somebody declared, by the change's key, also where that waits for a second person."""
    confirmations: Mapping[str, tuple[Confirmation, ...]]
    """Who said that a change compares against the rule, by the change's key."""
    other_words: tuple[IncomparableWords, ...]
    """The questions that a wave of the draft asks in words which do not compare with those of Before."""
    words_left_behind: tuple[WordsLeftBehind, ...]
    """The words that a wave of the draft has of its own and that may ask something else than the item does by now."""
    other_questions: tuple[OtherQuestions, ...]
    """The scales of which Before and After ask other questions."""

    @property
    def done(self) -> int:
        """How many lines of the list are done."""
        return sum(check.done for check in self.checks)

    @property
    def changes(self) -> list[Change]:
        """Every change, the gravest first."""
        found = self.comparison.changes if self.comparison else ()
        return sorted(found, key=lambda change: GRAVEST_FIRST[change.comparability])

    @property
    def waiting(self) -> dict[str, tuple[Change, Confirmation]]:
        """By the change's key what waits for a second person to confirm it: the change, and what the first said."""
        found = self.comparison.by_key if self.comparison else {}
        done = confirmed(self.confirmations)
        return {key: (found[key][0], said[0]) for key, said in self.confirmations.items() if said and key not in done}

    @property
    def apart(self) -> list[str]:
        """The outcomes whose scores will not be pooled or paired across the two versions, by name."""
        if self.comparison is None:
            return []
        labels = {scale.id: scale.label for scale in (*self.comparison.old.scales, *self.comparison.new.scales)}
        not_comparable = Comparability.NOT
        return [label for name, label in labels.items() if self.comparison.in_every_language(name) is not_comparable]

    @property
    def untouched(self) -> int:
        """How many items no change touches."""
        touched = {item for change in self.comparison.changes for item in change.items} if self.comparison else set()
        return len([item for item in self.comparison.new.items if item.id not in touched]) if self.comparison else 0


def summary_of(db: Session, draft: Draft, version: Version) -> Summary:
    """The summary of a draft that holds this version."""
    translations = translations_in(db, draft, version)
    comparison = compared(db, version, translations=translations)
    declared, counting = classes_in(draft, comparison), counting_classes(draft, comparison)
    said, confirmations = _in_classes(comparison, declared), confirmations_in(draft, comparison)
    reasons = reasons_in(draft, comparison)
    checks = checks_of(
        db,
        version,
        translations=translations,
        comparison=said,
        reasons=reasons,
        confirmed_changes=confirmed(confirmations),
    )
    return Summary(
        previous=comparison.old if comparison else None,
        comparison=_in_classes(comparison, counting),
        checks=checks,
        reasons=reasons,
        reasons_before=reasons_before(draft, comparison),
        declared=declared,
        confirmations=confirmations,
        other_words=other_words(version),
        words_left_behind=words_left_behind(version, comparison.old if comparison else None),
        other_questions=other_questions(version),
    )


def _in_classes(comparison: Comparison | None, classes: Mapping[str, str]) -> Comparison | None:
    return comparison.declared(declared_classes(classes, comparison)) if comparison else None
