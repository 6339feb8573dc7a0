"""The pages for the five who come first: words of the screen are the screen's, and what they quote is the file."""

import re

import pytest

from tests.house.test_docs import ROOT, text_of

STAFF = ROOT / "evaluation" / "translations" / "cy" / "LC_MESSAGES" / "staff.po"
PAGES = ("evening", "evaluator", "writing_an_instrument", "administrator", "leaving_and_deleting")
QUOTED = {"writing_an_instrument.md": "welcome-here.toml"}


def messages():
    """What staff pages say, from their catalogue."""
    found = re.findall(r'^msgid ((?:".*"\n)+)', text_of(STAFF), re.MULTILINE)
    return {"".join(re.findall(r'"(.*)"', message)) for message in found}


@pytest.mark.parametrize("page", PAGES)
def test_words_in_bold_type_are_on_the_screen(page):
    named = set(re.findall(r"\*\*([^*]+)\*\*", text_of(ROOT / "docs" / f"{page}.md")))
    assert named
    assert named - messages() == set()


@pytest.mark.parametrize("page", QUOTED)
def test_a_file_is_quoted_as_it_stands(page):
    (quoted,) = re.findall(r"^```toml\n(.*?)^```", text_of(ROOT / "docs" / page), re.MULTILINE | re.DOTALL)
    assert quoted == text_of(ROOT / "docs" / "example" / QUOTED[page])
