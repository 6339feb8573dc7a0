"""The modules of a wave: which are chosen, and the one questionnaire that people are then asked.

A wave names them as ID/NUMBER, in the order in which they are asked; they stay those versions, as its own does.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import Experiment, InstrumentVersion, Wave
from evaluation.store.instruments.intact_texts import NotAsPublished, version_of_row
from evaluation.store.instruments.published_versions import (
    all_versions,
    intact_translations,
    live_translations,
    newest_of,
    version_of,
)
from instruments import Version, translated
from instruments.asking.comparison_group import for_comparison_group
from instruments.modules import is_module, joined, joining_faults

FROZEN = Message("The data of this experiment are frozen: nothing that is asked can be changed.")
OPENED = Message("%(wave)s has been opened: everybody is asked the same, so its modules stay as they are.")
NO_TRANSLATION = Message(
    "%(module)s has no signed translation into %(language)s, and people of this evening are asked in it. Have it "
    "signed first, or take %(language)s off the evening's languages."
)
ONCE = Message("%(module)s is asked at %(wave)s already; it is asked once.")


def modules_of(db: Session, names: Iterable[str]) -> tuple[Version, ...]:
    """The modules of these names: ID/NUMBER, or ID for the newest."""
    return tuple(_module(db, name) for name in names)


def _module(db: Session, name: str) -> Version:
    identifier, _, number = name.partition("/")
    if number and not number.isdecimal():
        raise Refused(Message("“%(name)s” is no module; write one such as about-you/1.", name=name))
    found = version_of(db, identifier, int(number)) if number else newest_of(db, identifier)
    if found is None:
        raise Refused(
            Message(
                "There is no instrument called “%(name)s”; `weaving instrument list` shows those there are.", name=name
            )
        )
    return found


def modules_offered(db: Session) -> tuple[Version, ...]:
    """The newest version of every module, by name; without those that somebody changed in the database."""
    return tuple(version for version in _newest(db) if is_module(version))


def questionnaires_offered(db: Session) -> tuple[Version, ...]:
    """The newest version of every questionnaire that is no module, by name; without those that somebody changed."""
    return tuple(version for version in _newest(db) if not is_module(version))


def _newest(db: Session) -> list[Version]:
    newest = {known.instrument: known.number for known in all_versions(db)}
    return [version for name, number in newest.items() if (version := _sound(db, name, number))]


def _sound(db: Session, instrument: str, number: int) -> Version | None:
    try:
        return version_of(db, instrument, number)
    except NotAsPublished:
        return None


def title_in(db: Session, version: Version, language: str) -> str:
    """What a version is called on staff pages in a language: as its translation says, signed or not, else as it is."""
    said = {one.language: one.strings for one in intact_translations(db, version)}
    return said.get(language, {}).get("title") or version.title


def asked_at(db: Session, wave: Wave) -> Version:
    """The questionnaire of a wave, in its own language: the version that it asks, and its modules."""
    own = version_of_row(db, db.get_one(InstrumentVersion, wave.instrument_version_id))
    asked = (own, *modules_of(db, wave.modules))
    return _whole(asked, wave=wave.kind, is_comparison=wave.experiment.is_comparison)


def asked_if_intact(db: Session, wave: Wave) -> Version | None:
    """The same; None where any of it is not as it was published."""
    try:
        return asked_at(db, wave)
    except NotAsPublished:
        return None


def damaged_texts(db: Session, experiment: Experiment) -> dict[str, tuple[str, ...]]:
    """What an experiment asks that is not as it was published: each as ID/NUMBER, with the sentences that say so."""
    waves = db.scalars(select(Wave).filter_by(experiment_id=experiment.id)).all()
    own = select(InstrumentVersion).where(InstrumentVersion.id.in_([wave.instrument_version_id for wave in waves]))
    names = {f"{row.instrument}/{row.number}" for row in db.scalars(own)}
    names |= {name for wave in waves for name in wave.modules}
    return {name: faults for name in sorted(names) if (faults := _damage(db, name))}


def refuse_damaged(db: Session, experiment: Experiment) -> None:
    """Refuse what would print an experiment's questions where any are not those that were published."""
    faults = [fault for said in damaged_texts(db, experiment).values() for fault in said]
    if faults:
        raise NotAsPublished(*faults)


def _damage(db: Session, name: str) -> tuple[str, ...]:
    try:
        _module(db, name)
    except NotAsPublished as damaged:
        return tuple(damaged.faults)
    return ()


def asked_in(
    db: Session, version: Version, modules: Sequence[str], *, wave: str, language: str, is_comparison: bool
) -> Version:
    """The questionnaire of a wave in a language; in its own where any part of it is not live in the other."""
    asked = (version, *modules_of(db, modules))
    if language != version.language:
        words = [live_translations(db, each).get(language) for each in asked]
        if all(words):
            asked = tuple(translated(each, said) for each, said in zip(asked, words, strict=True) if said)
    return _whole(asked, wave=wave, is_comparison=is_comparison)


def _whole(versions: Sequence[Version], *, wave: str, is_comparison: bool) -> Version:
    """A version and its modules as one questionnaire; a comparison group is asked nothing about a meeting."""
    asked = [for_comparison_group(each) if is_comparison else each for each in versions]
    return joined(asked[0], asked[1:], wave=wave)


def live_in(db: Session, version: Version, modules: Iterable[str]) -> frozenset[str]:
    """The languages in which all of a questionnaire can be asked: its own, and those in which each part is signed."""
    others = [frozenset(live_translations(db, each)) for each in (version, *modules_of(db, modules))]
    return frozenset({version.language, *frozenset.intersection(*others)})


def choose_modules(db: Session, experiment: Experiment, *, wave: str, names: Sequence[str]) -> dict[str, list[str]]:
    """Choose what is asked after the own questions of a wave that has not been opened; what was changed, from and to.

    A module is asked at one wave of an experiment.
    """
    row = db.scalars(select(Wave).filter_by(experiment_id=experiment.id, kind=wave)).one_or_none()
    if row is None:
        raise Refused(Message("%(title)s has no wave “%(wave)s”.", title=experiment.title, wave=wave))
    modules = modules_of(db, names)
    chosen = list(dict.fromkeys(f"{each.id}/{each.number}" for each in modules))
    if chosen == row.modules:
        return {}
    faults = [*_too_late(row), *_elsewhere(db, row, {each.id for each in modules})]
    own = version_of_row(db, db.get_one(InstrumentVersion, row.instrument_version_id))
    faults += joining_faults(own, modules, wave=wave)
    faults += [fault for each in modules for fault in _languages_lost(db, own, each, experiment.languages)]
    if faults:
        raise Refused(*faults)
    was, row.modules = row.modules, chosen
    db.flush()
    return {f"modules of {wave}": [", ".join(was), ", ".join(chosen)]}


def _too_late(wave: Wave) -> list[str]:
    if wave.frozen_at:
        return [FROZEN]
    return [Message(OPENED, wave=wave.kind)] if wave.opened_at else []


def _languages_lost(db: Session, own: Version, module: Version, languages: Iterable[str]) -> list[str]:
    """The languages of the evening that people would no longer be offered because of a module."""
    lost = live_in(db, own, ()) & set(languages) - live_in(db, own, (f"{module.id}/{module.number}",))
    return [Message(NO_TRANSLATION, module=f"{module.id}/{module.number}", language=each) for each in sorted(lost)]


def _elsewhere(db: Session, wave: Wave, modules: set[str]) -> list[str]:
    others = db.scalars(select(Wave).where(Wave.experiment_id == wave.experiment_id, Wave.id != wave.id))
    asked = [(name.partition("/")[0], other.kind) for other in others for name in other.modules]
    return [Message(ONCE, module=name, wave=kind) for name, kind in asked if name in modules]
