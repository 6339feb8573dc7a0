"""`weaving instrument`: questionnaires as data."""

from pathlib import Path

import click
from sqlalchemy.orm import Session

import instruments
from evaluation.authoring.versions.instrument_files import INSTRUMENT_FORMATS, exported, not_in_file, po_of
from evaluation.cli.command_context import json_option, opened, show, show_one
from evaluation.cli.questionnaires.change_reasons import why_of
from evaluation.cli.questionnaires.named_versions import NAMED, named_version
from evaluation.cli.questionnaires.version_comparison import compared_row, print_comparison
from evaluation.cli.questionnaires.version_files import (
    parsed,
    said_of_absent,
    said_of_unsigned,
    siblings,
    write_file,
    write_siblings,
)
from evaluation.domain.clock import now_utc
from evaluation.domain.errors import Refused
from evaluation.domain.languages import INTERFACE_LANGUAGES
from evaluation.store.evening.asked_version import waiting_for_older
from evaluation.store.instruments.comparability import published_comparison
from evaluation.store.instruments.publication_digest import digests
from evaluation.store.instruments.published_versions import signed_digests, translations_of
from evaluation.store.instruments.publishing import compared, publish, require_next_number
from evaluation.store.instruments.translations.back_translations import back_translations_with
from evaluation.store.instruments.translations.translator_notes import notes_with
from evaluation.store.instruments.version_list import listed_versions
from evaluation.web.audit_log import COMMAND_LINE, write_down
from instruments import Translation, Version, translation_digest
from instruments.checklist import checklist
from instruments.comparison import compare
from instruments.interchange import Imported, read, with_translations

NONE = "No instrument is published."
STILL_OLDER = "Nobody has answered these yet, and they ask an older version: {names}. To ask version {number}, copy "
STILL_OLDER += "each with `weaving copy EXPERIMENT`, and cancel it with `weaving experiment cancel EXPERIMENT`."


@click.group("instrument")
def command() -> None:
    """Instruments: versioned questionnaires."""


@command.command("list")
@json_option
def list_instruments(*, as_json: bool) -> None:
    """List every published version; what somebody changed in the database is named, and nothing uses it."""
    with opened() as (_, database), database.reading() as db:
        found = listed_versions(db)
    rows: list[dict[str, object]] = [
        {
            "instrument": one.known.instrument,
            "version": one.known.number,
            "title": one.title,
            "sha256": one.known.digest,
            "damage": " ".join(one.damage),
        }
        for one in found
    ]
    if as_json:
        show(rows, in_json=True, empty="")
        return
    show([{**row, "damage": "damaged" if row["damage"] else ""} for row in rows], in_json=False, empty=NONE)
    for one in found:
        for sentence in one.damage:
            click.echo(sentence)


@command.command("check")
@click.argument("file", type=click.Path(path_type=Path))
@json_option
def check(file: Path, *, as_json: bool) -> None:
    """Check the instrument in FILE and the translations beside it; every problem is named by its key.

    What is left to do before it can be published is listed. No database is asked: each translation counts as unsigned,
    and changes since the version before are not looked at.
    """
    version = parsed(file)
    translations = siblings(file, version)
    lines = checklist(version, translations=translations, interface_languages=frozenset(INTERFACE_LANGUAGES))
    left = [f"{line.title}: {sentence}" for line in lines for sentence in line.left]
    row = {
        "instrument": version.id,
        "version": version.number,
        "items": len(version.items),
        "waves": [str(page.kind) for page in version.waves],
        "translations": [words.language for words in translations],
        "sha256": instruments.digest(version),
    }
    show_one({**row, "left": left} if as_json else row, in_json=as_json)
    for sentence in () if as_json else left:
        click.echo(f"Before it can be published: {sentence}")


@command.command("diff")
@click.argument("old")
@click.argument("new")
@json_option
def diff(old: str, new: str, *, as_json: bool) -> None:
    """Compare OLD with NEW, each ID/VERSION or a file: every change, and whether answers still compare."""
    versions = named_version(old), named_version(new)
    if all(map(NAMED.fullmatch, (old, new))):
        with opened() as (_, database), database.reading() as db:
            comparison = published_comparison(db, *versions)
    else:
        comparison = compare(*versions)
    if as_json:
        show_one(compared_row(comparison), in_json=True)
    else:
        print_comparison(comparison)


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--output", type=click.Path(path_type=Path), help="Write the draft here as TOML.")
@click.option("--list-several", is_flag=True, help="Only list questions with several answers; take none of them in.")
@json_option
def import_file(file: Path, output: Path | None, *, list_several: bool, as_json: bool) -> None:
    """Take in another tool's FILE as a draft, or one of ours with the translations beside it, such as draft.cy.toml
    beside draft.toml; everything that could not come along is listed.
    """
    try:
        found = read(file, several=not list_several)
        if not found.places:
            words = siblings(file.with_suffix(".toml"), found.version_draft)
            found = with_translations(file.name, found, words)
    except instruments.InvalidInstrument as invalid:
        raise Refused(*invalid.sentences) from None
    written: list[str] = []
    if output is not None:
        write_file(output, instruments.canonical_toml(found.version_draft).encode())
        written = [str(output), *write_siblings(output, found.translations)]
    languages = [words.language for words in found.translations]
    lost = [{"where": one.where, "what": one.what, "why": one.why} for one in found.not_carried]
    if as_json:
        marked = [item.id for item in found.identifying]
        standard = [str(sentence) for sentence in found.standard]
        row = {"items": found.items, "not_carried": lost, "identifying": marked, "standard": standard}
        show_one({**row, "languages": languages, "written": written}, in_json=True)
        return
    _echo_counts(found)
    for language in languages:
        click.echo(f"Came along as a translation: {language}. Somebody has to check it, and a second person signs it.")
    for path in written:
        click.echo(f"Written: {path}")
    for item in found.identifying:
        click.echo(f"Carried, and asks who somebody is: {item.id}: {item.text} Take it out before you publish.")
    for sentence in found.standard:
        click.echo(f"Not in the file: {sentence}")
    for one in sorted(found.not_carried, key=lambda one: not one.question):
        said = (
            f"Question left out: {one.where}: “{one.what}”."
            if one.question
            else f"Not carried: {one.where}: {one.what}."
        )
        click.echo(f"{said} {one.why}")


def _echo_counts(found: Imported) -> None:
    """How many questions came along, and how many did not."""
    items, left = found.items, sum(one.question for one in found.not_carried)
    came = "1 item came along" if items == 1 else f"{items} items came along"
    others = "1 question was" if left == 1 else f"{left} questions were"
    click.echo(f"{came}. {others} left out, named below with why." if left else f"{came}.")


@command.command("export")
@click.argument("version")
@click.option("--format", "wanted", type=click.Choice([*INSTRUMENT_FORMATS, "po"]), default="toml", show_default=True)
@click.option("--language", help="The language of a PO file, such as cy.")
@click.option("--output", type=click.Path(path_type=Path), required=True)
@json_option
def export(version: str, wanted: str, language: str | None, output: Path, *, as_json: bool) -> None:
    """Write a published VERSION (ID/NUMBER) to a file; TOML and JSON are canonical, byte for byte."""
    if wanted == "po" and not language:
        raise Refused("A PO file is of one language: add --language, such as --language cy.")
    found = named_version(version)
    with opened() as (_, database), database.reading() as db:
        translations, notes = translations_of(db, found), notes_with(db, found)
        back = back_translations_with(db, found, language=language or "")
        signed = signed_digests(db, found, translations, published=True)
    made = po_of(found, language or "", translations=translations, notes=notes, back=back) if wanted == "po" else None
    made = made or exported(found, wanted, translations=translations)
    write_file(output, made.content)
    lost = [str(said) for said in not_in_file(found, wanted, translations=translations)]
    others = [words for words in translations if words.language in found.languages]
    siblings = write_siblings(output, others) if wanted == "toml" else []
    if wanted == "json" and others:
        languages = ", ".join(words.language for words in others)
        lost.append(f"Its words in other languages ({languages}); --format toml writes each into a file next to it.")
    signatures = [words.language for words in others if translation_digest(words) in signed]
    if wanted == "toml" and signatures:
        lost.append(f"Who signed {', '.join(signatures)}: no file holds a signature, and its words are a draft again.")
    written = {"file": str(output), "bytes": len(made.content), "sha256": instruments.digest(found)}
    if siblings:
        written["translations"] = siblings
    show_one({**written, "lost": lost} if as_json else written, in_json=as_json)
    for said in () if as_json else lost:
        click.echo(f"Not in the file: {said}")


@command.command("publish")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--reason",
    "given",
    multiple=True,
    help="Why, for the whole; KEY=WHY for one change that `diff` shows, or ITEM=WHY for all of one item. Repeat it.",
)
@click.option("--reasons", "reasons_file", type=click.Path(path_type=Path), help="A TOML file of KEY = WHY.")
@click.option(
    "--class",
    "classes",
    multiple=True,
    help="KEY=CLASS or ITEM=CLASS: not-comparable. Needs a reason. That answers compare against the rule is said "
    "by two people in the editor.",
)
@json_option
def publish_file(
    file: Path, given: tuple[str, ...], reasons_file: Path | None, classes: tuple[str, ...], *, as_json: bool
) -> None:
    """Publish the version in FILE with the translations beside it, for good: it can never be changed or removed.

    Every change that is not the same needs a reason of its own; without one, all that lack it are named.
    """
    version = parsed(file)
    now = now_utc()
    with opened() as (settings, database), database.transaction() as db:
        require_next_number(db, version)
        translations = siblings(file, version)
        comparison = compared(db, version, translations=translations)
        why = why_of(given, reasons_file, classes=classes, comparison=comparison)
        try:
            row = publish(db, version, translations=translations, why=why, now=now)
        except Refused as refusal:
            unsigned = _unsigned(db, version, translations)
            also = (*said_of_absent(file, version, translations), *said_of_unsigned(file, unsigned))
            raise Refused(*refusal.faults, *also) from None
        name = f"{row.instrument}/{row.number}"
        named = {"instrument": row.instrument, "number": row.number, **digests(db, row)}
        write_down(db, settings, actor=COMMAND_LINE, action="instrument.publish", subject=name, now=now, details=named)
        waiting = waiting_for_older(db, row)
    show_one({"instrument": row.instrument, "version": row.number, "sha256": row.digest}, in_json=as_json)
    if waiting.titles:
        more = f" and {waiting.more} more" if waiting.more else ""
        click.echo(STILL_OLDER.format(names=f"{waiting.first}{more}", number=row.number), err=True)


def _unsigned(db: Session, version: Version, translations: list[Translation]) -> list[str]:
    """The languages of a version that nobody has signed the words of."""
    signed = signed_digests(db, version, translations)
    offered = [words for words in translations if words.language in version.languages]
    return [words.language for words in offered if translation_digest(words) not in signed]
