"""The rules of keeping, in one place: for every table and every folder what it holds, why, how long, and its end.

The command, the page, the papers about privacy and a test read them here. `retention_runs.py` acts on them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from evaluation.storage.brought.held_answers import HELD_FOR, KEPT_FOR
from evaluation.store.retention.due_rows import (
    ATTEMPTS_KEPT,
    DISABLED_ACCOUNTS,
    FILES,
    FINISHED_JOBS,
    PHONE_MARKS,
    RESETS,
    UNFINISHED_JOBS,
    UNUSED_INVITATIONS,
)


class Ending(StrEnum):
    """When something ends."""

    DAILY = "daily"
    """By itself, once its time is over."""
    STUDY = "end of the study's keeping"
    """With the answers of its study, after the last day that people were told."""
    AT_ONCE = "at once"
    """As soon as it has served."""
    KEPT = "kept"
    """Not by time: it tells of nobody's answers, or is what figures that are out rest on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRule:
    """Of some tables, or of some files of the home: what they hold, why, how long, and what happens then."""

    name: str
    holds: str
    why: str
    how_long: str
    then: str
    ending: Ending
    tables: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


UNTIL_THE_END = "until the last day that the study's participants were told"
RULES = (
    RetentionRule(
        name="answers",
        holds="what people answered, what they wrote, what was keyed from their paper forms",
        why="to say whether meeting changed anything",
        how_long=f"{UNTIL_THE_END}; what somebody takes back goes at once",
        then="deleted, with the bytes in SQLite's log and in packages that were made of them",
        ending=Ending.STUDY,
        tables=(
            *("response", "response_revision", "response_count", "open_answer", "set_aside"),
            *("sheet_batch", "sheet", "sheet_pass"),
        ),
    ),
    RetentionRule(
        name="memory questions",
        holds="keyed hashes of memory questions, and the key of each experiment",
        why="to join Before to After without names",
        how_long=UNTIL_THE_END,
        then="hashes deleted and keys destroyed, so that hashes in an old backup fit nobody",
        ending=Ending.STUDY,
        tables=("memory_answer",),
        files=("keys/links-*",),
    ),
    RetentionRule(
        name="names around an evening",
        holds="what groups at tables and holders of evening keys are called, notes of an evening",
        why="to run the evening",
        how_long=UNTIL_THE_END,
        then="deleted, the notes emptied",
        ending=Ending.STUDY,
        tables=("seating_version", "evening_key"),
    ),
    RetentionRule(
        name="tombstones",
        holds="that a card was given out, begun or taken back, and which pseudonyms are one person: random codes",
        why="to turn away what a phone sends late, and to account for every card",
        how_long="as long as the study",
        then="kept, without any answer",
        ending=Ending.KEPT,
        tables=("participant", "card", "card_return", "consent", "link"),
    ),
    RetentionRule(
        name="phone marks",
        holds="the mark of the phone that sent a response",
        why="so that the same phone may change its answers",
        how_long=f"{PHONE_MARKS.days} days, as long as a phone remembers",
        then="emptied",
        ending=Ending.DAILY,
    ),
    RetentionRule(
        name="files",
        holds="reports of studies and of answers from elsewhere, data packages, print packs and seating sheets that "
        "were asked for",
        why="to be downloaded",
        how_long=", ".join(f"{kind} {period.days} days" for kind, period in FILES.items())
        + "; at the end of the study's keeping all of them",
        then="removed; a report can be asked for again",
        ending=Ending.DAILY,
        files=("artefacts",),
    ),
    RetentionRule(
        name="brought answers",
        holds="what somebody brought from elsewhere for a report, with its keys hashed as they were read",
        why="to show what was understood, and to make the report",
        how_long=f"until the report is made, {HELD_FOR.seconds // 3600} hour at most; {KEPT_FOR.days} days where "
        "whoever brought them said that they be kept",
        then="deleted by the clock",
        ending=Ending.AT_ONCE,
        files=("brought",),
    ),
    RetentionRule(
        name="jobs",
        holds="who asked for a file, and what became of it",
        why="to list what was made and, where it was recalled, whose copies have to go",
        how_long=f"{UNFINISHED_JOBS.days} days where it failed, else {FINISHED_JOBS.days} days; with their release",
        then="deleted",
        ending=Ending.DAILY,
        tables=("job",),
        files=("queue.sqlite",),
    ),
    RetentionRule(
        name="what is left to erase",
        holds="at which experiment answers were deleted whose bytes may still be in files",
        why="so that a sweep tries until it has succeeded",
        how_long="seconds, unless a long job is under way",
        then="deleted",
        ending=Ending.AT_ONCE,
        tables=("pending_erasure",),
    ),
    RetentionRule(
        name="removed evenings",
        holds="a planned evening as it was, that nobody had begun",
        why="so that removing it can be taken back",
        how_long="10 minutes",
        then="deleted by the clock",
        ending=Ending.AT_ONCE,
        tables=("removed_experiment",),
    ),
    RetentionRule(
        name="sessions",
        holds="where staff are signed in",
        why="to know who asks for a page",
        how_long="18 hours at most",
        then="deleted",
        ending=Ending.DAILY,
        tables=("staff_session",),
    ),
    RetentionRule(
        name="invitations",
        holds="e-mail addresses of people who were invited",
        why="to make them an account, and to say who invited them",
        how_long=f"{UNUSED_INVITATIONS.days} days after it ended where nobody used it, else as long as the account",
        then="deleted",
        ending=Ending.DAILY,
        tables=("invitation",),
    ),
    RetentionRule(
        name="attempts",
        holds="how often codes that fit nobody were tried in an hour, and starts put off: numbers of nobody",
        why="to notice guessing and floods",
        how_long=f"{ATTEMPTS_KEPT.days} days",
        then="deleted",
        ending=Ending.DAILY,
        tables=("attempt_count",),
    ),
    RetentionRule(
        name="webhooks",
        holds="which addresses are told of closed waves and releases, how often that was tried, and what came of it",
        why="to tell each of them once",
        how_long="as long as the database",
        then="kept: they tell of programs, and of staff by the id of their account",
        ending=Ending.KEPT,
        tables=("webhook", "webhook_delivery"),
    ),
    RetentionRule(
        name="resets",
        holds="that somebody's way to sign in was made anew, and who let it",
        why="to tell the person, and to find misuse",
        how_long=f"{RESETS.days} days after it ended",
        then="deleted, once the person was told",
        ending=Ending.DAILY,
        tables=("sign_in_reset",),
    ),
    RetentionRule(
        name="accounts",
        holds="names and e-mail addresses of staff, what they sign in with, failed tries, and roles",
        why="to let them in and nobody else",
        how_long=f"{DISABLED_ACCOUNTS.days} days after it was disabled",
        then="name, address, password, passkeys and tokens are taken out; its id stays, as the log names it",
        ending=Ending.DAILY,
        tables=("account", "role_grant", "passkey", "api_token"),
    ),
    RetentionRule(
        name="audit log",
        holds="what staff did, by the id of their account; no answer, no address and no code",
        why="to show that nothing was done in secret",
        how_long="as long as the database",
        then="kept: an entry cannot be deleted without the chain breaking",
        ending=Ending.KEPT,
        tables=("audit_entry", "key_mark"),
        files=("audit-head", "keys"),
    ),
    RetentionRule(
        name="complaints",
        holds="what somebody complained of, how it was answered, and how to reach them where they said",
        why="to answer within 30 days, and to show how it was handled",
        how_long="how to reach them until it is closed, the rest as long as the database",
        then="how to reach them is deleted as it is closed; the rest is kept",
        ending=Ending.KEPT,
        tables=("complaint", "complaint_contact"),
    ),
    RetentionRule(
        name="releases",
        holds="figures of at least k people, rounded, and words that their writers let be quoted",
        why="what is out can be looked up and checked",
        how_long="as long as the database",
        then="kept: a released figure tells of nobody, and its bytes are known by their digest",
        ending=Ending.KEPT,
        tables=("release", "release_event", "release_file", "report_page"),
    ),
    RetentionRule(
        name="studies and evenings",
        holds="titles, days, places, plans, counts of who came, presses of an evening, area tables",
        why="what a release tells of",
        how_long="as long as the study",
        then="kept: they tell of evenings, and of staff by the id of their account",
        ending=Ending.KEPT,
        tables=(
            *("study", "chapter", "experiment", "wave", "wave_press", "learning_unit", "analysis_plan", "area_table"),
        ),
    ),
    RetentionRule(
        name="questionnaires",
        holds="questions, their translations, drafts and who wrote them",
        why="what was asked has to be known as long as answers or figures are",
        how_long="as long as the database",
        then="kept",
        ending=Ending.KEPT,
        tables=(
            *("instrument_version", "item_note", "draft", "draft_change", "draft_translation"),
            *("publication", "published_translation", "translation_signature"),
            *("corrected_translation", "correction_proposal"),
        ),
        files=("clips",),
    ),
    RetentionRule(
        name="logs",
        holds="faults of the program: kind, place and time; no answer, address or code",
        why="to mend them",
        how_long="as long as whoever runs the server keeps standard error",
        then="rotated by the system's log",
        ending=Ending.KEPT,
        files=("cache", "public-address"),
    ),
)


def rules_as_rows() -> Iterator[dict[str, str]]:
    """The rules as a table of words, for papers and the command line."""
    for rule in RULES:
        yield {
            "what": rule.name,
            "holds": rule.holds,
            "why": rule.why,
            "how_long": rule.how_long,
            "then": rule.then,
            "ends": rule.ending.value,
            "kept_in": ", ".join((*rule.tables, *rule.files)),
        }
