"""`weaving check`: what must hold before an evening."""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

import click
from sqlalchemy.orm import Session

import instruments
from evaluation import migrations
from evaluation.cli.backups.key_options import FILE, identity_option, passphrase_option
from evaluation.cli.backups.restore_drill import practise
from evaluation.cli.command_context import json_option, opened, settings, show
from evaluation.domain.clock import now_utc
from evaluation.domain.errors import Refused
from evaluation.migrations.rights import wrong_rights
from evaluation.operations.restore.earlier_file import holding_answers
from evaluation.storage.damaged_database import is_whole, said_of_file
from evaluation.storage.database import lacks_file, open_database
from evaluation.storage.home_lock import use_home
from evaluation.storage.keyring import hold_keys
from evaluation.storage.keys import open_to_others
from evaluation.storage.records_elsewhere import refuse_elsewhere
from evaluation.storage.settings import Settings
from evaluation.store.accounts.logged_grants import unlogged_grants
from evaluation.store.instruments.intact_texts import altered_texts
from evaluation.store.instruments.unoffered_languages import all_unoffered_languages
from evaluation.store.linking.logged_links import unlogged_links
from evaluation.store.linking.reconciliation import unaccounted
from evaluation.store.log.dangling_references import dangling_references
from evaluation.store.log.safeguards import missing_safeguards
from evaluation.store.responses import progress
from evaluation.store.responses.intact_answers import altered_answers
from evaluation.store.studies.who_asks import kept_too_long, unsaid
from evaluation.web.audit_log import COMMAND_LINE, altered_credentials, verify_whole_log, write_down_noticed

THE_PROGRAM = ("bundled instruments", "pages", "report drawing")
"""What is looked at where there is no home yet: nothing is made by looking."""
NO_HOME = "none in {home} yet: `weaving migrate` makes one. The program alone was looked at"
LOST = (
    "{home} has keys and no database. If a database was there, restore the last backup with `weaving restore`; where "
    "WEAVING_DATABASE_URL names one elsewhere, set it."
)


@click.command("check")
@click.option("--recount", is_flag=True, help="First count the responses of every wave anew.")
@click.option("--restore", "backup", type=FILE, help="Restore this backup for practice instead; it leaves nothing.")
@click.option("--keys", type=FILE, help="With --restore: the file of the secret keys.")
@passphrase_option
@identity_option
@json_option
def command(*, recount: bool, backup: Path | None, as_json: bool, **opening: Path | None) -> None:
    """Look at everything that must hold before an evening; exit 2 where something does not.

    Where there is no home yet the program alone is looked at, which is said, and none is made. With --restore FILE a
    backup is restored into a folder that is gone afterwards, and everything is looked at there.
    """
    loaded = settings()
    if backup:
        practise(loaded, backup, **opening, in_json=as_json)
        return
    at = _schema_of(loaded)
    migrations.refuse_unknown(at)
    if recount and at:
        _counted_anew()
    names = CHECKS if at else THE_PROGRAM
    rows = [_looked_at(name, CHECKS[name], loaded) for name in names]
    if at is None:
        rows.insert(0, {"what": "home", "holds": True, "found": NO_HOME.format(home=loaded.home)})
    show(rows, in_json=as_json, empty="")
    if wrong := [f"{row['what']}: {row['found']}" for row in rows if not row["holds"]]:
        raise Refused(*wrong)


def _schema_of(settings: Settings) -> str | None:
    """At which schema the home is; None where nobody has made one yet, which looking must not do."""
    use_home(settings.home).end()  # refused where a restore has moved the file away
    refuse_elsewhere(settings)
    if lacks_file(settings):
        if settings.keys.exists():
            raise Refused(LOST.format(home=settings.home))
        return None
    database = open_database(settings)
    try:
        return migrations.revision_of(database)
    finally:
        database.close()


def _looked_at(name: str, look: Callable[[Settings], Iterator[str]], settings: Settings) -> dict[str, object]:
    """What a look found; a look that finds nothing wrong may return what to say of that."""
    wrong, said = [], "as it should be"
    faults = look(settings)
    try:
        while True:
            wrong.append(next(faults))
    except StopIteration as end:
        said = end.value or said
    except Refused as refusal:
        wrong += refusal.faults
    except OSError as fault:
        wrong.append(f"{fault.strerror or fault}.")
    return {"what": name, "holds": not wrong, "found": " ".join(wrong) or said}


def _published(_settings: Settings) -> Iterator[str]:
    yield from instruments.verify()
    if not instruments.published():
        yield "No instrument is published."


def _templates(_settings: Settings) -> Iterator[str]:
    for pages, folder in {"survey": "survey", "reports": "impact_report"}.items():
        if not resources.files("templates").joinpath(folder).is_dir():
            yield f"The {pages} pages are missing from this installation."


def _database(settings: Settings) -> Iterator[str]:
    database = open_database(settings)
    try:
        if database.reader.dialect.name == "sqlite" and not is_whole(database):
            yield said_of_file(settings)
    finally:
        database.close()


@contextmanager
def _reading(settings: Settings) -> Iterator[Session]:
    """The database to read, closed afterwards."""
    database = open_database(settings)
    try:
        with database.reading() as db:
            yield db
    finally:
        database.close()


def _in_database(ask: Callable[[Session], Iterable[str]]) -> Callable[[Settings], Iterator[str]]:
    """A check that only asks the database."""

    def look(settings: Settings) -> Iterator[str]:
        with _reading(settings) as db:
            return (yield from ask(db))

    return look


def _written_down(ask: Callable[[Session], Iterable[str]]) -> Callable[[Settings], Iterator[str]]:
    """A check that asks the database for what somebody changed past it, and writes down what it finds.

    A log that does not hold is left as it is found: another entry would hide that its end was cut off.
    """

    def look(settings: Settings) -> Iterator[str]:
        with _reading(settings) as db:
            found = list(ask(db))
            is_sound = bool(found) and not verify_whole_log(db, settings).faults
        if is_sound:
            with opened() as (_settings, database), database.transaction() as db:
                write_down_noticed(db, settings, found, actor=COMMAND_LINE, now=now_utc())
        yield from found

    return look


def _rights(settings: Settings) -> Generator[str, None, str]:
    """What PostgreSQL's roles may do, and as which of them participants' pages act."""
    with _reading(settings) as db:
        return (yield from wrong_rights(db.connection()))


def _languages(settings: Settings) -> Generator[str, None, str]:
    """Which languages will be offered to nobody: to be known before an evening, and no fault."""
    with _reading(settings) as db:
        said = all_unoffered_languages(db)
    yield from ()
    return said


def _credentials(settings: Settings) -> Iterator[str]:
    with _reading(settings) as db:
        yield from altered_credentials(db, settings)


def _log(settings: Settings) -> Iterator[str]:
    with _reading(settings) as db:
        yield from verify_whole_log(db, settings).faults


def _kept(settings: Settings) -> Generator[str, None, str]:
    """What restores have kept: to be known, since it holds what people may have taken back, and no fault."""
    yield from ()
    return holding_answers(settings) or "nothing"


def _counted_anew() -> None:
    with opened() as (_settings, database), database.transaction() as db:
        progress.recount(db)


def _keys(settings: Settings) -> Iterator[str]:
    database = open_database(settings)
    try:
        hold_keys(settings, database, now=now_utc())
    except Refused as refusal:
        yield from refusal.faults
    finally:
        database.close()
    if loose := open_to_others(settings):
        yield f"Others may read {', '.join(loose)}: run `chmod 600` on them in {settings.keys}."


def _pdf(_settings: Settings) -> Iterator[str]:
    try:
        import weasyprint  # noqa: PLC0415 - its system libraries may be missing, which is what is looked at
    except OSError as fault:
        yield f"Reports cannot be drawn: {fault}. Install libpangoft2-1.0-0 and libharfbuzz-subset0."
    else:
        weasyprint.HTML(string="<p>.</p>").write_pdf()


CHECKS: dict[str, Callable[[Settings], Iterator[str]]] = {
    "bundled instruments": _published,
    "pages": _templates,
    "database": _database,
    "accounts": _in_database(unaccounted),
    "roles": _in_database(unlogged_grants),
    "answers": _in_database(altered_answers),
    "references": _in_database(dangling_references),
    "who asks": _in_database(unsaid),
    "end of keeping": _in_database(lambda db: kept_too_long(db, today=now_utc().date())),
    "links": _in_database(unlogged_links),
    "counts": _in_database(progress.miscounted),
    "published versions": _written_down(altered_texts),
    "languages of evenings": _languages,
    "safeguards": _written_down(missing_safeguards),
    "database roles": _rights,
    "keys": _keys,
    "passwords and passkeys": _credentials,
    "audit log": _log,
    "kept by restores": _kept,
    "report drawing": _pdf,
}
