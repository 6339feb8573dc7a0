"""Fieldwork that is done once for the tests of a module: they look at it, or go on from a copy of it."""

import copy
import json
from contextlib import contextmanager

from click.testing import CliRunner

from evaluation.cli import weaving
from evaluation.reports.releases.release_steps import (
    WantedRelease,
    computed_release,
    keep_computed_release,
    read_release,
)
from evaluation.storage.database import open_database
from tests.conftest import StandingClock
from tests.homes import copied_home, settle
from tests.releases.conftest import Fieldwork


@contextmanager
def begun(template, home):
    """Fieldwork in a home of its own, in which nobody has come to anything yet."""
    settings = copied_home(template, home)
    database = open_database(settings)
    fieldwork = Fieldwork(database, StandingClock())
    fieldwork.settings = settings
    yield fieldwork
    database.close()


@contextmanager
def gone_on_from(fieldwork, home):
    """The same fieldwork on a copy of its database, so that what happens to it from here on happens to it alone."""
    settle(fieldwork.database)
    other = copy.copy(fieldwork)
    other.settings = copied_home(fieldwork.settings.home / "weaving.sqlite", home)
    other.database = open_database(other.settings)
    for name in ("clock", "rng", "numbers", "experiments", "halves"):
        setattr(other, name, copy.copy(getattr(fieldwork, name)))
    other.tokens = {title: [*tokens] for title, tokens in fieldwork.tokens.items()}
    yield other
    other.database.close()


def typed(fieldwork, *arguments):
    """Run `weaving release` where this fieldwork is; what it printed, as JSON."""
    return json.loads(run_release(fieldwork, *arguments).stdout)


def run_release(fieldwork, *arguments):
    """The same with all that it said."""
    return CliRunner().invoke(
        weaving,
        ["release", *arguments, "--json"],
        env={"WEAVING_HOME": str(fieldwork.settings.home)},
        catch_exceptions=False,
        standalone_mode=False,
    )


def frozen_at_once(db, gathered, *, subject, **about):
    """The release of what was gathered, kept in the session of a test."""
    wanted = WantedRelease(gather=lambda _db: (gathered, subject), **about)
    read = read_release(db, wanted)
    return keep_computed_release(db, wanted, read, computed_release(wanted, read))
