"""Write the pages of docs/reference/ that are made from the code: every verb, and every page.

With --write they are written anew; without, each that is not what the code gives is named, and the exit is 1.
"""

import inspect
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click
from flask import Flask
from werkzeug.routing import Rule

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "reference"
BUILT_IN = ("help",)
PURPOSES = {
    "fieldwork": "Fieldwork",
    "results": "Results",
    "questionnaires": "Questionnaires",
    "backups": "Backups",
    "operations": "Operations",
}
"""What each folder of verbs is about, as a heading; each has to be here."""
COMMANDS_HEAD = """# Verbs

Every verb of `weaving`, with what it takes. Made from the program by `make reference`.

Each takes `--help`, exits with 0 when done, and with 2 and a sentence for each fault where what it was given cannot be
taken.
"""
PAGES_HEAD = """# Pages

Every address that is served, with who may open it. Made from the program by `make reference`; names in angle brackets
stand for an id, a word or a secret, and “anybody” is whoever has the address. A role opens what lies within its scope
alone. The addresses for programs are in
[api.md](../api.md).
"""


def commands_page() -> str:
    """The page of verbs."""
    from evaluation.cli import VERBS_BY_FOLDER, weaving  # noqa: PLC0415 - heavy, and only the writing needs it

    text, top = COMMANDS_HEAD, click.Context(weaving, info_name="weaving")
    for folder, verbs in VERBS_BY_FOLDER.items():
        text += f"\n## {PURPOSES[folder]}\n"
        for verb, does in sorted(verbs.items()):
            command = weaving.get_command(top, verb)
            assert command is not None, verb
            text += f"\n### weaving {verb}\n\n{does}\n{''.join(_described(f'weaving {verb}', command, top))}"
    return text


def _described(name: str, command: click.Command, above: click.Context) -> Iterator[str]:
    context = click.Context(command, parent=above, info_name=command.name)
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            assert found is not None, inner
            yield f"\n#### {name} {inner}\n"
            yield from _described(f"{name} {inner}", found, context)
        return
    taken = [each for each in command.params if isinstance(each, click.Argument)]
    yield f"\n{' '.join([name, *(each.make_metavar(context) for each in taken)])}\n" if taken else ""
    yield f"\n{_plain(command.help)}\n"
    options = [each for each in command.params if isinstance(each, click.Option)]
    rows = "".join(_row(option, context) for option in options if option.name not in BUILT_IN)
    yield f"\n| option | what |\n|---|---|\n{rows}" if rows else ""


def _row(option: click.Option, context: click.Context) -> str:
    record = option.get_help_record(context)
    assert record is not None, option.name
    return f"| `{record[0].replace('|', chr(92) + '|')}` | {_plain(record[1])} |\n"


def _plain(text: str | None) -> str:
    """A text on one line, as Markdown leaves it."""
    plain = " ".join((text or "").replace("\b", "").split())
    return plain.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")


def pages_page() -> str:
    """The page of addresses."""
    from evaluation.domain.clock import now_utc  # noqa: PLC0415 - as above
    from evaluation.migrations import upgrade  # noqa: PLC0415
    from evaluation.participants_app import participants_app  # noqa: PLC0415
    from evaluation.staff_app import staff_app  # noqa: PLC0415
    from evaluation.storage.database import open_database  # noqa: PLC0415
    from evaluation.storage.settings import Settings  # noqa: PLC0415
    from evaluation.web.app import Services  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        settings = Settings.at(Path(folder))
        database = open_database(settings)
        upgrade(database)
        services = Services(settings, database, now_utc)
        staff, participants = staff_app(services), participants_app(services)
        database.close()
    head = "\n| address | by | who | what |\n|---|---|---|---|\n"
    public = "\n## Participants\n\nAnybody may open these.\n\n| address | by | what |\n|---|---|---|\n"
    rows = "".join(f"| `{address}` | {by} | {does} |\n" for address, by, does, _ in _routes(participants))
    return f"{PAGES_HEAD}\n## Staff\n{head}{''.join(_staff_rows(staff))}{public}{rows}"


def _staff_rows(app: Flask) -> Iterator[str]:
    for address, by, does, endpoint in _routes(app):
        yield f"| `/staff{address}` | {by} | {_readers(app, endpoint)} | {does} |\n"


def _routes(app: Flask) -> Iterator[tuple[str, str, str, str]]:
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint, _methods(rule))):
        view = app.view_functions[rule.endpoint]
        does = _plain((inspect.getdoc(view) or "").partition("\n\n")[0])
        yield rule.rule.replace("|", "\\|"), _methods(rule), does, rule.endpoint


def _methods(rule: Rule) -> str:
    return ", ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))


def _readers(app: Flask, endpoint: str) -> str:
    from evaluation.web.access import POLICY, PUBLIC, SIGNED_IN, declaration_of  # noqa: PLC0415 - as above

    declared = declaration_of(app, endpoint)
    if declared in (None, PUBLIC):
        return "anybody"
    if declared == SIGNED_IN:
        return "anybody signed in"
    permission = POLICY[str(declared)]
    return ", ".join(sorted(role.value for role in permission.roles)) + (
        "; asks once more" if permission.step_up else ""
    )


def main() -> None:
    """Write the pages, or name those that are out of date."""
    pages = {"commands.md": commands_page(), "pages.md": pages_page()}
    stale = [name for name, text in pages.items() if _written(FOLDER / name) != text]
    if "--write" in sys.argv[1:]:
        for name, text in pages.items():
            (FOLDER / name).write_text(text, encoding="utf-8")
    elif stale:
        sys.exit(f"Not what the program gives: {', '.join(stale)} in docs/reference. Run `make reference`.")


def _written(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


if __name__ == "__main__":
    main()
