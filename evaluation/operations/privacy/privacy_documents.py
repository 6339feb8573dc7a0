"""The record of processing (Article 30) and the impact assessment (Article 35) of a study, as Markdown.

What follows from the program and the study's settings is filled in; what only the organisation can know is asked for
on a line of its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from evaluation.models import Chapter, Experiment, Response, Study
from evaluation.operations.privacy.measures import RISKS
from evaluation.operations.privacy.register import PARTICIPANTS, STAFF, STUDIES
from evaluation.operations.privacy.register_terms import Entry
from evaluation.store.studies.who_asks import WhoAsks, who_asks

BASES = {
    "consent": "consent, Article 6(1)(a)",
    "legitimate_interests": "legitimate interests, Article 6(1)(f)",
    "public_task": "a public task, Article 6(1)(e)",
}
SPECIAL_BASES = {
    "explicit_consent": "explicit consent, Article 9(2)(a)",
    "research": "research and statistics, Article 9(2)(j)",
    "none": "none: nothing is asked that Article 9 protects",
}
UNSAID = "**not said yet** – `weaving study who-asks` or the page of the study's plan"
BY_HAND = "_To be filled in by the organisation:_"


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyFacts:
    """What the papers need to know of a study."""

    name: str
    asks: WhoAsks
    under_16: bool
    chapters: int
    experiments: int
    responses: int
    today: date


def study_facts(db: Session, study: Study, *, today: date) -> StudyFacts:
    """What stands in the database about a study: settings and counts of things, never of answers."""

    def count(model: type[Chapter | Experiment]) -> int:
        return db.scalar(select(func.count()).select_from(model).where(model.study_id == study.id)) or 0

    of_study = Response.experiment_id.in_(select(Experiment.id).where(Experiment.study_id == study.id))
    return StudyFacts(
        name=study.name,
        asks=who_asks(study),
        under_16=study.parental_consent,
        chapters=count(Chapter),
        experiments=count(Experiment),
        responses=db.scalar(select(func.count()).select_from(Response).where(of_study)) or 0,
        today=today,
    )


def record_of_processing(facts: StudyFacts) -> str:
    """The record of processing activities of a study, as Article 30(1) of the UK GDPR asks for it."""
    return _document(f"Record of processing: {facts.name}", facts, _record(facts))


def impact_assessment(facts: StudyFacts) -> str:
    """The data protection impact assessment of a study, as Article 35(7) of the UK GDPR asks for it."""
    return _document(f"Data protection impact assessment: {facts.name}", facts, _assessment(facts))


def _document(title: str, facts: StudyFacts, lines: Iterable[str]) -> str:
    made = f"Made on {facts.today:%d %B %Y} from the program's own tables and the study's settings."
    return "\n".join([f"# {title}", "", made, "", *lines]).rstrip() + "\n"


def _record(facts: StudyFacts) -> Iterator[str]:
    yield from _controller(facts.asks)
    yield from ("## Purposes", "", *_purposes((*PARTICIPANTS, *STAFF)), "")
    yield from _basis(facts.asks)
    yield from ("## Whose data", "")
    yield from ("- people who answer, known by a pseudonym" + (", also under 16" if facts.under_16 else ""),)
    yield from ("- people who complain", "- staff and volunteers who run the evenings and the program", "")
    yield from ("## What is kept of participants", "", *_table(PARTICIPANTS), "")
    yield from ("## What is kept of staff", "", *_table(STAFF), "")
    yield from ("## What else is kept", "", *_table(STUDIES), "")
    yield from _recipients()
    yield from ("## Transfers to other countries", "")
    yield from (f"The program sends nothing elsewhere. {BY_HAND} where the computer and its backups stand.", "")
    yield from ("## How long", "", _until(facts.asks), "")
    yield from ("## Security", "", *(f"- {risk.measure}" for risk in RISKS), "")


def _assessment(facts: StudyFacts) -> Iterator[str]:
    yield from _controller(facts.asks)
    yield from ("## What is done", "")
    yield (
        f"People answer a questionnaire before and after a meeting, on their phone or on paper. The study has "
        f"{facts.chapters} chapters and {facts.experiments} evenings; {facts.responses} forms are kept now."
    )
    yield from ("", "Under 16: " + ("let in where a parent or carer agreed." if facts.under_16 else "turned away."), "")
    yield from ("## What for", "", *_purposes(PARTICIPANTS), "")
    yield from _basis(facts.asks)
    yield from ("## Is it necessary, and no more than that", "")
    yield "Answers are asked twice and joined without a name, since a change within people cannot be seen otherwise."
    yield "No name, e-mail address or internet address is kept; each question can be left out; figures are of groups."
    yield from ("", f"{BY_HAND} why each module that is asked is needed.", "")
    yield from ("## What is kept", "", *_table(PARTICIPANTS), "")
    yield from _recipients()
    yield from ("## How long", "", _until(facts.asks), "")
    yield from ("## What could go wrong, and what is done against it", "")
    yield from ("| risk to people | what is done | what is left | where |", "|---|---|---|---|")
    yield from (f"| {risk.what} | {risk.measure} | {risk.left} | `{risk.where}` |" for risk in RISKS)
    yield from ("", "## Who was asked", "")
    yield from (f"{BY_HAND} participants or those who speak for them, and the data protection officer, if any.", "")
    yield from ("## Decision", "")
    yield from (f"{BY_HAND} name, day, and whether the Information Commissioner is asked first (Article 36).", "")


def _controller(asks: WhoAsks) -> Iterator[str]:
    yield from ("## Who", "")
    yield f"- Controller: {asks.organisation or UNSAID}"
    yield f"- Contact: {asks.contact or UNSAID}"
    yield f"- Processor, who runs the computer: {asks.processor or UNSAID}"
    yield f"- Data protection officer: {BY_HAND}"
    yield ""


def _basis(asks: WhoAsks) -> Iterator[str]:
    yield from ("## What law lets it", "")
    yield f"- {BASES.get(asks.basis, UNSAID)}"
    yield f"- special categories: {SPECIAL_BASES.get(asks.special_basis, UNSAID)}"
    yield from ("- staff: the contract with them, or legitimate interests, Article 6(1)(b) or (f)", "")


def _until(asks: WhoAsks) -> str:
    day = f"{asks.keep_until:%d %B %Y}" if asks.keep_until else UNSAID
    return (
        f"Answers until {day}; then they are deleted and the keys of memory questions destroyed, which makes what is "
        "left anonymous. Whoever takes their answers back deletes them at once. Each table says more above."
    )


def _recipients() -> Iterator[str]:
    yield from ("## Who receives it", "")
    yield "- organisers: counts, never answers; those who type in paper forms see those"
    yield "- evaluators: figures above the threshold, own words above it, and for checks pseudonymous answers"
    yield "- readers of reports: figures about groups, and words that were released"
    yield "- whoever runs the computer"
    yield ""


def _purposes(entries: Iterable[Entry]) -> list[str]:
    return [f"- {purpose}" for purpose in dict.fromkeys(entry.purpose for entry in entries)]


def _table(entries: Iterable[Entry]) -> Iterator[str]:
    grouped: dict[tuple[str, str, str, str], list[str]] = defaultdict(list)
    for entry in entries:
        key = (entry.table, entry.category.value, entry.purpose, entry.retention.value)
        grouped[key].append(entry.column)
    yield from ("| table | columns | kind | purpose | kept |", "|---|---|---|---|---|")
    for (table, kind, purpose, kept), columns in grouped.items():
        yield f"| `{table}` | {', '.join(columns)} | {kind} | {purpose} | {kept} |"
