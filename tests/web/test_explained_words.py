"""An unusual word is explained where somebody meets it first, and every word of the glossary is thought of."""

import re
from pathlib import Path

import pytest
from lxml import html

from evaluation.web.labels import EXPLAINED
from tests.web.test_staff_words import asked_for

ROOT = Path(__file__).parents[2]
EXPLAINED_AS = {
    "arm": "comparison",
    "badge": "how_sure",
    "chapter": "chapter",
    "comparison group": "comparison",
    "construct": "construct",
    "experiment": "experiment",
    "instrument": "instrument",
    "link": "linking",
    "look": "look",
    "margin": "margin",
    "memory questions": "memory",
    "module": "module",
    "outcome": "outcome",
    "plan": "plan",
    "pretest": "wave",
    "release": "release",
    "scale": "construct",
    "scope": "scope",
    "study": "study",
    "suppressed": "small_numbers",
    "threshold": "small_numbers",
    "wave": "wave",
}
"""Words of the glossary that stand on staff pages, each with the explanation that tells of it."""
IN_OTHER_WORDS = """
answer answers artefact bell card chapter's statement context counts declined draft report evaluator evening group guest
headline histogram host interval item join code kiosk language ledger lede mixed table not applicable one-to-one open
answer organiser action administrator participant printed prompt published result pseudonyms quality checks
quote range researcher response response format revision role round row seating plan sentence services state static
files submission three translated translation version volunteer withdrawal registration refused comparability estimate
grace heterogeneity reconciliation estimand rounds' clock consent version declaration comparable outcomes handler actor
area table cancelled archived planned look pooled estimate role of an experiment history several answers
notes for translators back-translation correction number of a translation
brought answers exclusive specify section heading information not asked API token webhook set aside
"""
"""Words that mean on our pages what they mean everywhere, or that the page around them says in other words."""


def glossary():
    """The words that the glossary defines."""
    rows = re.findall(r"^\| ([^|]+?) \|", (ROOT / "docs" / "GLOSSARY.md").read_text(encoding="utf-8"), re.MULTILINE)
    return {word for row in rows for word in row.split(", ") if word not in {"word", "---"}}


def asked_in_templates():
    return {
        name
        for template in (ROOT / "templates").rglob("*.html")
        for name in re.findall(r'help\.word\("(\w+)"\)', template.read_text(encoding="utf-8"))
    }


def test_every_word_that_is_explained_stands_on_a_page_and_no_page_asks_for_another():
    assert asked_in_templates() == set(EXPLAINED)


def test_a_word_of_the_glossary_on_staff_pages_is_explained_or_known_to_be_plain():
    said = " ".join(asked_for()).casefold()
    plain = " ".join(IN_OTHER_WORDS.split())
    met = {word for word in glossary() if re.search(rf"\b{re.escape(word.casefold())}s?\b", said)}
    assert {word for word in met if word not in EXPLAINED_AS and word not in plain} == set()
    assert set(EXPLAINED_AS.values()) <= set(EXPLAINED)


PAGES = {
    "/experiments/new": ("organiser", {"experiment", "chapter", "kind", "comparison"}),
    "/experiments": ("organiser", {"experiment"}),
    "/experiments/{here}/arrange": ("organiser", {"kind", "module", "memory", "wave"}),
    "/experiments/{here}/links": ("organiser", {"linking", "memory"}),
    "/experiments/{here}/key": ("organiser", {"evening_key"}),
    "/experiments/{here}/paper": ("organiser", {"keyed_twice"}),
    "/reports": ("evaluator", {"digest", "release", "frozen", "linking", "how_sure"}),
    "/experiments/{here}/quality": ("evaluator", {"small_numbers", "interval"}),
    "/experiments/{here}/rounds": ("organiser", {"prompt"}),
    "/reports/chapters/{north}": ("evaluator", {"release", "small_numbers"}),
    "/studies/{study}/plan": ("researcher", {"plan", "look", "margin"}),
    "/instruments/": ("researcher", {"instrument", "digest"}),
    "/instruments/common-ground/1": ("researcher", {"construct"}),
    "/people": ("administrator", {"scope"}),
    "/audit": ("administrator", {"audit_log"}),
    "/places": ("administrator", {"study", "chapter"}),
}


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_page_explains_its_words_where_they_are_met(desk, address, language):
    role, names = PAGES[address]
    client = desk.signed_in(role)
    client.post("/language", data={"language": language, "back": "/account"})
    page = client.get(address.format(here=desk.here.id, north=desk.north.id, study=desk.study.id)).text
    opened = html.fromstring(page).xpath("//main//details[@class='help']")
    with desk.app.test_request_context(headers={"Accept-Language": language}):
        wanted = {str(EXPLAINED[name].question) for name in names} if language == "en" else set()
    asked = {" ".join(each.xpath("string(summary)").split()) for each in opened}
    assert wanted <= asked
    assert all(each.xpath("string(p)").strip() for each in opened)
    assert len(asked) >= len(names)
