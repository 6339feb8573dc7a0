"""What a print pack said of its evening, kept beside its file, and what of that has changed since, in a sentence."""

import json
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from babel.lists import format_list
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from evaluation.fieldwork.planning.moved_day import pack_of_another_day, pack_that_counts
from evaluation.fieldwork.print_pack.print_facts import PrintFacts, print_facts
from evaluation.fieldwork.print_pack.printed_names import PART_LABELS
from evaluation.jobs.artefacts import folder_of
from evaluation.models import Experiment, Job, JobState, State
from evaluation.store.paper.print_packs import PrintedPart, pack_jobs, size_of
from evaluation.store.studies.experiments import state_of
from evaluation.store.studies.waves import waves_of
from evaluation.web.app import services

FACTS_FILE = "printed.json"
WHAT = {
    "title": _l("the title"),
    "chapter": _l("the chapter"),
    "hours": _l("the hours"),
    "place": _l("the place"),
    "kind": _l("the kind of meeting"),
    "rounds": _l("the rounds and their minutes"),
    "prompts": _l("the prompts"),
    "languages": _l("the languages"),
    "seats": _l("the seating plan"),
    "address": _l("the address that phones open"),
    "questions": _l("the questions"),
}
"""What a pack prints, besides the day, and what staff call it."""
SHOWN = {"title", "chapter", "hours", "place", "address"}
"""What is said from and to."""
SHEETS = (PrintedPart.POSTER, PrintedPart.SCRIPT)
PRINTED_ON = {
    "hours": SHEETS,
    "title": (*SHEETS, PrintedPart.PAPER),
    "chapter": (*SHEETS, PrintedPart.PAPER),
    "place": (*SHEETS, PrintedPart.PAPER),
}
"""The parts that are made again, each alone, of what no card has to say to stay good."""
PAST_PRINTING = {State.CLOSED, State.FROZEN, State.CANCELLED}
"""Where nobody needs a pack any more."""


def write_facts(db: Session, experiment: Experiment, facts: PrintFacts, folder: Path) -> None:
    """Keep what is printed beside the file that is made of it."""
    (folder / FACTS_FILE).write_text(json.dumps(_printed(db, experiment, facts), ensure_ascii=False), "utf-8")


def pack_out_of_date(db: Session, experiment: Experiment) -> Iterator[str]:
    """That the pack that was made last says otherwise than the evening now, and in what; nothing where it does not.

    Nor is anything said once nobody needs a pack: After is over, the data are frozen, or the evening was cancelled.
    """
    if state_of(experiment, waves_of(db, experiment)) in PAST_PRINTING:
        return
    if old := pack_of_another_day(db, experiment):
        yield old
    counts = pack_that_counts(db, experiment)
    was = _facts_of(counts) if counts else {}
    if not counts or not was:
        return
    now = _printed(db, experiment, print_facts(db, experiment, base_url=services().settings.base_url))
    changed = [name for name in WHAT if was.get(name, now[name]) != now[name]]
    what = format_list([_from_to(name, was[name], now[name]) for name in changed], locale=get_locale())
    if size_of(counts.arguments).part is PrintedPart.WHOLE and PRINTED_ON.keys() >= set(changed):
        if alone := _to_make_alone(db, experiment, now=now, changed=changed):
            listed = format_list([str(PART_LABELS[part]) for part in alone], locale=get_locale())
            yield _(
                "The print pack was made before this changed: %(what)s. Make these again, each alone: %(names)s. Cards "
                "printed earlier stay good.",
                what=what,
                names=listed,
            )
    elif changed:
        yield _("The print pack was made before this changed: %(what)s. Make it again.", what=what)


def _to_make_alone(
    db: Session, experiment: Experiment, *, now: Mapping[str, str], changed: Collection[str]
) -> list[PrintedPart]:
    """The parts that say what has changed and were not made alone since it is so; a comparison group has no script."""
    named = {part: [name for name in changed if part in PRINTED_ON[name]] for part in PrintedPart}
    for job in pack_jobs(db, experiment.id):
        part, said = size_of(job.arguments).part, _facts_of(job) if job.state == JobState.DONE.value else {}
        if all(said.get(name) == now[name] for name in named[part]):
            named[part] = []
    left_out = {PrintedPart.SCRIPT} if experiment.is_comparison else set[PrintedPart]()
    return [part for part, names in named.items() if names and part not in left_out]


def _facts_of(job: Job) -> Mapping[str, str]:
    """What was printed by a job; empty where it is not kept."""
    path = folder_of(services().settings, job.content_hash) / FACTS_FILE
    said: Mapping[str, str] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return said


def _from_to(name: str, was: str, now: str) -> str:
    if name not in SHOWN or not was or not now:
        return str(WHAT[name])
    said: str = _("%(what)s (printed: %(was)s; now: %(now)s)", what=WHAT[name], was=was, now=now)
    return said


def _printed(db: Session, experiment: Experiment, facts: PrintFacts) -> dict[str, str]:
    waves = waves_of(db, experiment)
    asked = {kind: [str(waves[kind].instrument_version_id), *waves[kind].modules] for kind in sorted(waves)}
    prompts = [facts.prompts, {language: [*own] for language, own in facts.own_prompts.items()}]
    return {
        "title": facts.title,
        "chapter": facts.chapter,
        "hours": "–".join(f"{each:%H:%M}" for each in (facts.starts, facts.ends) if each),
        "place": facts.place,
        "kind": str(facts.kind),
        "rounds": f"{facts.rounds} {facts.minutes}",
        "prompts": json.dumps(prompts, ensure_ascii=False, sort_keys=True),
        "languages": " ".join(facts.languages),
        "seats": str(facts.has_seats),
        "address": facts.join_url,
        "questions": json.dumps(asked),
    }
