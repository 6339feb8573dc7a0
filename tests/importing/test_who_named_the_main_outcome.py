"""A map keeps who named its main outcomes: a report made by it again tells of them as the first one did."""

import tomllib

import pytest
import tomli_w
from click.testing import CliRunner

from evaluation.cli import weaving
from evaluation.impact_report.build.scales import from_instrument
from tests.importing.corpus import google
from tests.importing.forms import as_csv
from tests.importing.truth import people

BY_WHOEVER_BROUGHT = "Whoever brought the answers says"
VERSION = "common-ground/2"


def run(*words):
    done = CliRunner().invoke(weaving, [str(word) for word in words], catch_exceptions=False)
    assert done.exit_code == 0, done.output


@pytest.fixture
def files(tmp_path):
    source = from_instrument(VERSION)
    headings = [source.context["items"][item].text for scale in source.scales for item in scale.items]
    crowd = people(30, items=len(headings), low=1, high=5, seed=61)
    for wave in ("pre", "post"):
        (tmp_path / f"{wave}.csv").write_bytes(as_csv(f"{wave}.csv", google(crowd, headings, None, wave)).content)
    return [tmp_path / "pre.csv", tmp_path / "post.csv"]


@pytest.fixture
def by_instrument(files, tmp_path):
    """The map that the files and the questionnaire give."""
    run("map", *files, "--instrument", VERSION, "--output", tmp_path / "map.toml")
    return tmp_path / "map.toml"


def page_by(files, made):
    run("analyse", *files, "--map", made, "--output", made.parent / "report", "--format", "html")
    return (made.parent / "report" / "report.html").read_text(encoding="utf-8")


def with_primary(made, *, of_instrument=True):
    """The map with another main outcome, as somebody writes it, or with no word of a questionnaire."""
    found = tomllib.loads(made.read_text(encoding="utf-8"))
    if of_instrument:
        next(scale for scale in found["scales"].values() if not scale.get("primary"))["primary"] = True
    else:
        del found["instrument"]
    made.write_text(tomli_w.dumps(found), encoding="utf-8")
    return made


def test_what_the_questionnaire_named_is_not_laid_to_whoever_brought_the_answers(files, by_instrument):
    assert BY_WHOEVER_BROUGHT not in page_by(files, by_instrument)


def test_another_outcome_that_was_named_in_the_map_is_theirs(files, by_instrument):
    assert BY_WHOEVER_BROUGHT in page_by(files, with_primary(by_instrument))


def test_a_map_that_tells_of_no_questionnaire_says_it_for_itself(files, by_instrument):
    assert BY_WHOEVER_BROUGHT in page_by(files, with_primary(by_instrument, of_instrument=False))


def test_the_map_names_the_version_and_what_it_names(by_instrument):
    found = tomllib.loads(by_instrument.read_text(encoding="utf-8"))
    primary = [name for name, scale in found["scales"].items() if scale.get("primary")]
    assert found["instrument"] == {"version": VERSION, "primary": primary}
