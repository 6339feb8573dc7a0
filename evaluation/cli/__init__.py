"""The command line: `weaving VERB`. Each verb is a module, imported only when it is asked for."""

import atexit
import gc
import importlib
import os
import sys
from contextlib import nullcontext

import click

from evaluation.domain.errors import Refused
from evaluation.domain.uncollected import uncollected

VERBS_BY_FOLDER = {
    "fieldwork": {
        "arrange": "Change what was said of an evening, its hours, and the days of later waves.",
        "cards": "Print shuffled cards with random codes.",
        "chapter": "Add, change, list and show chapters.",
        "copy": "Make an experiment like an earlier one.",
        "evening": "Keys for volunteers, holding After, and whether everything is accounted for.",
        "experiment": "Add, list, show, cancel, archive and restore experiments.",
        "imported": "Put old answers in files into a study as evenings, and take them out again.",
        "link": "Join before to after without names, and undo it.",
        "pack": "Print all that an evening needs: poster, host script, cards and paper forms.",
        "paper": "Key paper forms, twice where there are many.",
        "record": "Record what happened on an evening: people who came, rounds, notes.",
        "study": "Add, change, list and show studies.",
        "wave": "Open, close and reopen the waves of an experiment, and take a press back.",
        "withdraw": "Delete what the holder of a code answered, for good.",
    },
    "results": {
        "analyse": "Statistics and a report from a CSV of answers.",
        "export": "Everything of a study as a data package.",
        "map": "Look at files of answers from elsewhere, and write down how they are read.",
        "pool": "Pool published estimates over chapters.",
        "power": "The smallest change that a number of pairs can show.",
        "quality": "Look at the quality of the answers.",
        "release": "Freeze reports for good, put them out and verify them.",
        "report": "The impact report of an experiment or a study.",
    },
    "questionnaires": {
        "instrument": "List, check and compare questionnaires.",
    },
    "backups": {
        "backup": "All that a home keeps in one file, while it is in use.",
        "restore": "Put a backup in the place of a home, once all of it is verified.",
    },
    "operations": {
        "address": "Show or set the address that people open.",
        "audit": "Verify the audit log.",
        "benchmark": "Speed and weight, as ratios.",
        "check": "Look at everything that must hold before an evening.",
        "demo": "Six example chapters, answering through the real pages, and their reports.",
        "evidence": "Proofs that nothing is lost, with controls that must fail.",
        "key": "List, rotate and destroy secret keys.",
        "migrate": "Bring the database to this program's schema.",
        "person": "Invite people, give and take roles, reset a sign-in, disable and enable.",
        "privacy": "Write the impact assessment and the record of processing of a study.",
        "retention": "End what is kept no longer, count it first, and erase answers on request.",
        "setup": "The address at which an empty home is set up.",
        "serve": "Serve the pages of participants and staff.",
        "token": "API tokens: make, list and revoke them.",
        "worker": "Make reports, exports and print packs as they are asked for.",
    },
}
"""What each verb does, by the folder in which its module lies."""

VERBS = {verb: does for verbs in VERBS_BY_FOLDER.values() for verb, does in verbs.items()}

COLLECTED_AFTER = 50_000
"""How many objects are made before those that hold each other are looked for: a verb makes millions and keeps most."""
UNCOLLECTED = ("report", "analyse")
"""Verbs that write one report and end, for which they are never looked for: it would take a twentieth of the time."""


class Verbs(click.Group):
    """A group that knows its verbs by name and imports the one that is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Every verb, in order."""
        return sorted(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The verb's command, imported now."""
        folder = next((folder for folder, verbs in VERBS_BY_FOLDER.items() if cmd_name in verbs), None)
        if folder is None:
            return None
        command: click.Command = importlib.import_module(f"evaluation.cli.{folder}.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The verbs with a line each, without importing any."""
        with formatter.section("Verbs"):
            formatter.write_dl(sorted(VERBS.items()))


def _say_version(context: click.Context, _option: click.Parameter, asked: bool) -> None:  # noqa: FBT001 - click's own
    if asked:
        from evaluation.cli.program_version import printed_version  # noqa: PLC0415 - help is printed without

        click.echo(printed_version())
        context.exit()


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_say_version,
    help="Print the version, the build and the schema of this program.",
)
def weaving() -> None:
    """Measure whether bringing people together across difference works."""


def main() -> None:
    """Run a verb; bad input is a sentence a fault on standard error and exit 2, never a traceback.

    A fault of the program itself is told by its kind and place, and exits 1.
    """
    if VERBS.keys() & set(sys.argv[1:]):
        _keep_log()
    gc.set_threshold(COLLECTED_AFTER)
    atexit.register(gc.freeze)  # the system takes all memory back at once; Python would look through it first
    try:
        with uncollected() if set(UNCOLLECTED) & set(sys.argv[1:2]) else nullcontext():
            weaving.main(standalone_mode=False, prog_name="weaving")
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.Abort:
        sys.exit(130)
    except click.ClickException as misuse:
        click.echo(misuse.format_message(), err=True)
        sys.exit(2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as fault:
        _exit_with(_sentences_of(fault))
        raise


def _keep_log() -> None:
    from evaluation.storage.fault_log import keep_log  # noqa: PLC0415 - a verb needs it: help is printed without

    keep_log()


def _exit_with(sentences: tuple[str, ...]) -> None:
    for sentence in sentences:
        click.echo(sentence, err=True)
    if sentences:
        sys.exit(2)


def _sentences_of(fault: Exception) -> tuple[str, ...]:
    """What to tell a person of a fault; nothing where it is one of the program itself."""
    from instruments.problem import Altered  # noqa: PLC0415 - only a fault needs it: help is printed without

    if isinstance(fault, Refused):
        return fault.faults
    if isinstance(fault, Altered):
        return fault.sentences
    return _of_database(fault) if "evaluation.storage.database" in sys.modules else ()


def _of_database(fault: Exception) -> tuple[str, ...]:
    """The sentence of a damaged file or of a PostgreSQL out of reach, where that is what led to a fault."""
    from evaluation.storage.damaged_database import said_of_damage  # noqa: PLC0415 - as above
    from evaluation.storage.database_connection import said_of_connection  # noqa: PLC0415
    from evaluation.storage.settings import Settings  # noqa: PLC0415

    settings = Settings.from_environment(os.environ)
    said = said_of_damage(fault, settings) or said_of_connection(fault, settings)
    return (said,) if said else ()
