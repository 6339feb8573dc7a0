"""Whoever fetches a version for another tool reads beside it what the file does not hold."""

import re

CONSENT = "The consent, and what is read before and after the questions."
SCALES = "which questions are scored together, turned round, and with which margin."


def words(page):
    return re.sub(r"\s+", " ", page.text)


def test_the_page_of_a_version_names_what_each_file_does_not_hold(researcher):
    page = words(researcher.get("/instruments/common-ground/1"))
    told = page[page.index("What files for other tools do not hold") : page.index("To cite it:")]
    assert told.count(CONSENT) == 3
    assert told.count(SCALES) == 2
    assert "TOML" not in told
