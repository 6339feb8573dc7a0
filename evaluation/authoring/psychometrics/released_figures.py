"""The figures of a version's items and scales, from answers of released evenings alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy.orm import Session

from analysis.psychometrics.admitted_forms import EVERY_LANGUAGE, Slice, Thresholds
from analysis.psychometrics.item_figures import AskedItem, ItemFigures, item_figures
from analysis.psychometrics.scale_figures import ItemInScale, ScaleFigures, scale_figures
from analysis.psychometrics.validation_status import ValidationStatus, status_of
from analysis.scoring.scoring import Scale, scales_from_key
from evaluation.models import ItemNote
from evaluation.store.instruments.item_notes import notes_of, of_this_wording
from evaluation.store.instruments.published_versions import all_versions, version_of
from evaluation.store.releases.released_forms import ReleasedForms, released_forms
from instruments import DECLINED, NOT_APPLICABLE, NOT_ASKED, Item, Layout, ScaleKey, Version, scoring_key

WAVES = ("pre", "post")
"""The waves that are told of: people of a release answered both, so that the ledger knows who is counted."""
NO_FIGURES = frozenset({Layout.TEXT, Layout.DATE, Layout.CHECKBOXES})


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemAtWave:
    """An item at one wave, in one language or in all."""

    item: Item
    at: Slice
    figures: ItemFigures
    in_scale: ItemInScale | None
    """How it goes with the others of its scale; None where it has none or too little can be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleAtWave:
    """A scale at one wave, in one version and one language or all."""

    scale: ScaleKey
    at: Slice
    figures: ScaleFigures


class VersionFigures:
    """A version with the figures of each of its items and scales, worked out as they are asked for.

    `versions` are all of its instrument, `notes` those on items of any of them.
    """

    def __init__(
        self, version: Version, versions: Sequence[Version], forms: ReleasedForms, notes: Sequence[ItemNote]
    ) -> None:
        self.version, self._versions, self._forms, self._notes = version, versions, forms, notes

    @property
    def evenings(self) -> int:
        """From how many evenings there are answers to the instrument."""
        return self._forms.evenings

    @property
    def thresholds(self) -> Thresholds:
        """Of how few people nothing is told."""
        return self._forms.thresholds

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The items that have figures: those that everybody is asked, and answers by one number or one choice."""
        everybody = (item for item in self.version.items if item.follows is None)
        return tuple(item for item in everybody if self.version.format_of(item).layout not in NO_FIGURES)

    def of_item(self, item: Item) -> list[ItemAtWave]:
        """An item as this version asks it, by wave and language; the rows of all languages come first at each wave."""
        frame = self._forms.frame
        own = frame[frame["form.version"] == self.version.number]
        found = item_figures(own, _asked(self.version, item), waves=_waves(item), thresholds=self.thresholds)
        with_others = self._in_scale(item)
        return [
            ItemAtWave(item=item, at=at, figures=figures, in_scale=with_others.get((at.wave, at.language)))
            for at, figures in found
        ]

    def of_scale(self, scale: ScaleKey) -> list[ScaleAtWave]:
        """A scale by version (this one first), wave and language."""
        if scale.id not in self._scale_rows:
            self._scale_rows[scale.id] = self._worked_out(scale)
        return self._scale_rows[scale.id]

    def notes_on(self, item: Item) -> list[ItemNote]:
        """The notes on an item in the words it has here, oldest first."""
        return of_this_wording(self._notes, item, versions=self._versions)

    def status_of_scale(self, scale: ScaleKey) -> ValidationStatus:
        """How far a scale has been checked: by interviews on its items, and figures of this version in all languages.

        Of a wave at which too few answered there are no figures, so that it is not checked in use.
        """
        items = [self.version.items_by_id[name] for name in scale.items]
        interviewed = {item.id: sum(note.people for note in self.notes_on(item)) for item in items}
        rows = [row for row in self.of_scale(scale) if row.at.version == self.version.number and is_whole(row)]
        there = {row.at.wave: row.figures for row in rows}
        asked = [wave for wave in WAVES if any(wave in item.waves for item in items)]
        figures = [there.get(wave, ScaleFigures()) for wave in asked]
        return status_of(scale.items, interviewed=interviewed, waves=figures)

    @cached_property
    def _scale_rows(self) -> dict[str, list[ScaleAtWave]]:
        return {}

    def _worked_out(self, scale: ScaleKey) -> list[ScaleAtWave]:
        others = [each for each in self._versions if each.number != self.version.number]
        keys = {each.number: key for each in (self.version, *others) if (key := _key(each, scale.id))}
        found = scale_figures(self._forms.frame, keys, waves=WAVES, thresholds=self.thresholds)
        return [ScaleAtWave(scale=scale, at=at, figures=figures) for at, figures in found]

    def _in_scale(self, item: Item) -> dict[tuple[str, str], ItemInScale]:
        """How an item goes with the others of the first scale that it is part of, by wave and language."""
        scale = next((each for each in self.version.scales if item.id in each.items), None)
        rows = self.of_scale(scale) if scale else []
        own = (row for row in rows if row.at.version == self.version.number)
        return {(row.at.wave, row.at.language): row.figures.items[item.id] for row in own if row.figures.items}


def version_figures(db: Session, instrument: str, number: int, *, key: bytes) -> VersionFigures:
    """The figures of a published version, beside the reliability that other versions of its instrument had.

    `key` makes the lots of the ledger.
    """
    version = version_of(db, instrument, number)
    numbers = [known.number for known in all_versions(db) if known.instrument == instrument]
    versions = [version_of(db, instrument, each) for each in numbers]
    return VersionFigures(version, versions, released_forms(db, versions, key=key), notes_of(db, instrument))


def is_whole(row: ItemAtWave | ScaleAtWave) -> bool:
    """Whether a row is of all languages."""
    return row.at.language == EVERY_LANGUAGE


def _waves(item: Item) -> tuple[str, ...]:
    return tuple(wave for wave in WAVES if wave in item.waves)


def _key(version: Version, scale: str) -> Scale | None:
    found = scales_from_key(row for row in scoring_key(version) if row["id"] == scale)
    return next(iter(found), None)


def _asked(version: Version, item: Item) -> AskedItem:
    form = version.format_of(item)
    return AskedItem(
        id=item.id,
        choices=tuple(option.value for option in form.choices),
        numbers=form.limits is not None,
        declined=DECLINED,
        not_applicable=NOT_APPLICABLE,
        not_asked=NOT_ASKED,
    )
