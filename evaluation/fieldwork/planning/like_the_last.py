"""What a new experiment's form is filled in with: as the chosen chapter's last one of that kind was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from evaluation.domain.languages import INTERFACE_LANGUAGES
from evaluation.models import Chapter, Experiment, Kind
from evaluation.questionnaire.localised_version import language_name
from evaluation.store.instruments.intact_texts import NotAsPublished
from evaluation.store.instruments.modules import questionnaires_offered, title_in
from evaluation.store.instruments.published_versions import live_translations, newest_of
from evaluation.store.studies.copy_experiment import USUAL_LENGTH, USUAL_START, free_title, latest_of
from evaluation.store.studies.rounds import minutes_to_plan_again
from evaluation.store.studies.studies import local
from evaluation.web.i18n import current_language
from evaluation.web.labels import KIND_LABELS

MODULE, MEETING = "learning-module", "common-ground"
"""The instruments that are asked of a learning module, and of every other kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EveningExample:
    """The answers most likely to be right."""

    title: str
    kind: str
    date: date
    starts: time
    ends: time
    expected: int | None = None
    place: str = ""
    planned_rounds: int | None = None
    minutes_a_round: int | None = None
    languages: tuple[str, ...] = ("en",)


def instrument_of(kind: str, chosen: str = "") -> str:
    """Which instrument is asked at a kind of meeting, unless another is chosen."""
    return chosen or (MODULE if kind == Kind.LEARNING_MODULE else MEETING)


def questionnaires_to_choose(db: Session) -> list[tuple[str, str]]:
    """The usual questionnaire, and those that are asked only where somebody chooses them, by id and title."""
    others = (version for version in questionnaires_offered(db) if version.id not in {MODULE, MEETING})
    named = ((version.id, f"{title_in(db, version, current_language())} ({version.id})") for version in others)
    return [("", _("The usual one")), *named]


def languages_of(db: Session, instrument: str, wanted: Sequence[str]) -> list[str]:
    """Those of some languages in which an instrument can be answered; its own where it is none of them."""
    live = [code for code, _name in languages_live(db, "", instrument)]
    return [code for code in wanted if code in live] or live[:1]


def languages_live(db: Session, kind: str, instrument: str = "") -> list[tuple[str, str]]:
    """The languages in which people can be asked at a kind of meeting, by their names.

    Of a questionnaire that is not as it was published only English, so that the form opens; none is planned with it.
    """
    try:
        version = newest_of(db, instrument_of(kind, instrument))
    except NotAsPublished:
        version = None
    codes = [version.language, *live_translations(db, version)] if version else ["en"]
    return [(code, language_name(code)) for code in codes]


def languages_to_choose(db: Session, kind: str) -> list[tuple[str, str]]:
    """The languages in which any questionnaire on offer can be asked, those of the usual one of a kind first.

    One in which not each of them can be asked names those that can.
    """
    live = {title: languages_live(db, kind, instrument) for instrument, title in questionnaires_to_choose(db)}
    named = {code: name for found in live.values() for code, name in found}
    titles = {code: [title for title, found in live.items() if code in dict(found)] for code in named}
    return [
        (code, name if len(titles[code]) == len(live) else _only_in(name, titles[code])) for code, name in named.items()
    ]


def _only_in(language: str, titles: Sequence[str]) -> str:
    said: str = _("%(language)s, only with: %(questionnaires)s", language=language, questionnaires=", ".join(titles))
    return said


def said_of_left_out(db: Session, instrument: str, wanted: Sequence[str]) -> list[str]:
    """A sentence for each language that was ticked and in which the questionnaire cannot be answered."""
    live = dict(languages_live(db, "", instrument))
    return [
        _(
            "It is not asked in %(language)s: the questionnaire is not signed in that language.",
            language=language_name(code),
        )
        for code in dict.fromkeys(wanted)
        if code in INTERFACE_LANGUAGES and code not in live
    ]


def name_among(chapter: Chapter, among: Sequence[Chapter]) -> str:
    """A chapter's name, after that of its study where those to choose from are of several."""
    several = len({each.study_id for each in among}) > 1
    return f"{chapter.study.name}: {chapter.name}" if several else chapter.name


def chosen_chapter(chapters: Sequence[Chapter], asked: str) -> Chapter | None:
    """The chapter that the address names, or the only one there is."""
    if len(chapters) == 1:
        return chapters[0]
    return next((each for each in chapters if str(each.id) == asked), None)


def example_for(db: Session, chapter: Chapter, *, kind: str, now: datetime) -> EveningExample:
    """As the chapter's last of this kind was, or its last of all; else as such an evening usually is.

    Where one of that name is planned today already, the name has a number.
    """
    last = latest_of(db, chapter, kind=kind or None)
    today = local(now, chapter.study).date()
    if last is None:
        kind = kind or Kind.WEAVING_TRUST.value
        title = _("%(kind)s, %(chapter)s", kind=KIND_LABELS[Kind(kind)], chapter=chapter.name)
        starts, ends = _usual_hours(today)
        return EveningExample(title=title, kind=kind, date=today, starts=starts, ends=ends)
    starts, ends = _hours_of(last, today)
    offered = {code for code, _name in languages_live(db, last.kind)}
    return EveningExample(
        title=free_title(db, chapter, title=last.title, on=today),
        kind=last.kind,
        date=today,
        starts=starts,
        ends=ends,
        expected=last.came or last.expected,
        place=last.place,
        planned_rounds=last.planned_rounds,
        minutes_a_round=minutes_to_plan_again(last),
        languages=tuple(code for code in last.languages if code in offered) or ("en",),
    )


def usual_example(today: date) -> EveningExample:
    """Where one of several chapters is still to be chosen: nothing of other people's evenings, at another place."""
    starts, ends = _usual_hours(today)
    return EveningExample(title="", kind=Kind.WEAVING_TRUST.value, date=today, starts=starts, ends=ends)


def _hours_of(last: Experiment, today: date) -> tuple[time, time]:
    if last.starts_at is None or last.ends_at is None:
        return _usual_hours(today)
    return local(last.starts_at, last.study).time(), local(last.ends_at, last.study).time()


def _usual_hours(today: date) -> tuple[time, time]:
    start = time(*USUAL_START)
    return start, (datetime.combine(today, start) + USUAL_LENGTH).time()
