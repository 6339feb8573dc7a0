"""Before a pack is made it says in which of its languages nobody can be asked."""

from html import unescape

import pytest
from click.testing import CliRunner

from evaluation.cli import weaving
from evaluation.models import TranslationSignature
from instruments import translation, translation_digest


@pytest.fixture
def page(organiser, evening):
    """What the page of the pack says."""
    return lambda: unescape(organiser.get(f"/experiments/{evening.id}/pack").text)


def sign_welsh(evening):
    digest = translation_digest(translation("common-ground", 1, "cy"))
    with evening.database.transaction() as db:
        db.add(TranslationSignature(digest=digest, signed_by="A second person", signed_at=evening.clock()))


def test_a_pack_in_welsh_without_welsh_questions_says_so_before_the_button(page, evening):
    evening.change(languages=["en", "cy"])
    said = page()
    assert "nobody can be asked in Cymraeg" in said
    assert "Have the translation signed first, or take Cymraeg off the evening's languages." in said
    assert said.index("nobody can be asked in Cymraeg") < said.index("Make the PDF")


def test_a_language_that_is_not_printed_at_all_is_named(page, evening):
    evening.change(languages=["en", "ar"])
    assert "Nothing is printed in العربية" in page()


@pytest.mark.parametrize("languages", [["en"], ["en", "cy"], ["cy", "en"]])
def test_nothing_is_said_where_people_can_be_asked_in_all_of_them(page, evening, languages):
    sign_welsh(evening)
    evening.change(languages=languages)
    assert "nobody can be asked" not in page()
    assert "Nothing is printed" not in page()


@pytest.mark.parametrize("command", ["pack", "cards"])
def test_the_command_says_so_too_and_still_prints(evening, sqlite_settings, tmp_path, command):
    evening.change(languages=["en", "cy"])
    done = CliRunner().invoke(
        weaving,
        [command, evening.words, "--count", "2", "--output", str(tmp_path / "it.pdf")],
        env={"WEAVING_HOME": str(sqlite_settings.home), "WEAVING_BASE_URL": "https://weaving.example.org"},
        catch_exceptions=False,
    )
    assert "nobody can be asked in Cymraeg" in done.stderr
    assert (done.exit_code, (tmp_path / "it.pdf").exists()) == (0, True)
