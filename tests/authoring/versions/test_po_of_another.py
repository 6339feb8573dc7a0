"""Somebody sends the PO file of another language or instrument: nothing of it is taken in."""

from io import BytesIO

import pytest
from click.testing import CliRunner

import instruments
from evaluation.cli import weaving
from evaluation.domain.errors import Refused
from instruments.interchange import to_po
from tests.authoring.two_versions import FIRST
from tests.staff_pages import post


def test_the_page_refuses_another_language_names_both_and_keeps_what_was_there(researcher, draft):
    address = f"/instruments/drafts/{draft.id}/translations"
    before = researcher.get(f"{address}/es").text
    words = to_po(FIRST, "cy", translation=instruments.translation("common-ground", 1, "cy"))
    sent = post(researcher, f"{address}/es/po", file=(BytesIO(words.encode()), "consent.po"))
    assert sent.status_code == 422
    assert "the file is in the language &#39;cy&#39;, and &#39;es&#39; is wanted" in sent.text
    welsh = instruments.translation("common-ground", 1, "cy").strings["consent.title"]
    assert (welsh in researcher.get(f"{address}/es").text, welsh in before) == (False, False)


def test_the_page_refuses_another_instrument(researcher, draft):
    module = instruments.load("learning-module", 1)
    sent = post(
        researcher,
        f"/instruments/drafts/{draft.id}/translations/cy/po",
        file=(BytesIO(to_po(module, "cy").encode()), "module.po"),
    )
    assert (sent.status_code, "the words of learning-module, not of common-ground" in sent.text) == (422, True)


def test_the_command_line_refuses_a_translation_whose_name_says_another_language(tmp_path, sqlite_settings):
    version = FIRST.having(id="own", languages=("en", "es"))
    words = instruments.translation("common-ground", 1, "cy").model_copy(update={"instrument": "own"})
    (tmp_path / "own.toml").write_text(instruments.canonical_toml(version), encoding="utf-8")
    (tmp_path / "own.es.toml").write_text(instruments.canonical_translation(words), encoding="utf-8")
    done = CliRunner().invoke(
        weaving, ["instrument", "check", str(tmp_path / "own.toml")], env={"WEAVING_HOME": str(sqlite_settings.home)}
    )
    with pytest.raises(Refused, match=r"own\.es\.toml: its name says the language 'es', and its text says 'cy'"):
        raise done.exception
