"""The pages on how items and scales were answered: whom they tell of, what they say, and the same as files."""

import csv
import io

import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html

from evaluation.models import Response, Wave
from tests.hall import served

HOME = "/instruments/common-ground/1/figures"
PAGES = (HOME, f"{HOME}/items/bt1", f"{HOME}/scales/bridging_trust")


def words(page):
    return " ".join(html.fromstring(page.text).text_content().split())


def rows(client, table):
    return list(csv.DictReader(io.StringIO(client.get(f"{HOME}/{table}.csv").text)))


def answers(desk, wave):
    """What people answered at a wave, as it is stored."""
    with desk.services.database.reading() as db:
        sent = db.query(Response.answers).join(Wave, Wave.id == Response.wave_id).filter(Wave.kind == wave)
        return pd.DataFrame([found for (found,) in sent])


@pytest.mark.parametrize("address", PAGES)
def test_a_page_says_that_there_is_nothing_yet(researcher, address):
    assert "There are no figures yet" in words(researcher.get(address))


@pytest.mark.parametrize("address", PAGES)
def test_answers_of_an_evening_that_no_report_has_told_of_stay_out(researcher, fieldwork, address):
    fieldwork.evening("May", 40)
    assert "There are no figures yet" in words(researcher.get(address))


def test_the_list_says_from_whose_answers_it_is(researcher, released):
    page = words(researcher.get(HOME))
    assert "Answers of 1 evening that a published report tells of" in page
    assert "Nothing is told of fewer than 10 people, nor of an answer that fewer than 5 gave." in page


def test_an_item_has_its_people_to_the_nearest_five_and_its_average(desk, researcher, released):
    at = ("bt1", "pre", "")
    (row,) = [row for row in rows(researcher, "items") if (row["item"], row["wave"], row["language"]) == at]
    assert (row["asked"], row["answered"], row["missing"]) == ("40", "40", "")
    assert float(row["mean"]) == pytest.approx(answers(desk, "pre")["bt1"].mean(), abs=0.051)


def test_an_item_that_nobody_answered_tells_nothing(researcher, released):
    assert [row for row in rows(researcher, "items") if row["item"] == "cg2"] == []
    assert "too few people to tell" in words(researcher.get(f"{HOME}/items/cg2"))


def test_answers_that_a_few_gave_are_told_as_a_few(researcher, fieldwork):
    fieldwork.evening("May", 100)
    fieldwork.put_out("May")
    at = ("bt1", "pre", "")
    told = [row for row in rows(researcher, "answers") if (row["item"], row["wave"], row["language"]) == at]
    assert {row["people"] for row in told if row["value"] in {"0", "8", "9", "10"}} == {""}
    assert all(int(row["people"]) % 5 == 0 for row in told if row["people"])
    assert "fewer than 5" in words(researcher.get(f"{HOME}/items/bt1"))


def test_a_search_finds_items_and_scales_by_their_words(researcher, released):
    found = html.fromstring(researcher.get(f"{HOME}?search=for the first time").text)
    assert {code.text for code in found.iter("code")} == {"bt3"}
    assert "No item and no scale has these words." in words(researcher.get(f"{HOME}?search=zebra"))


def test_a_scale_says_how_reliable_it_was(researcher, released):
    page = words(researcher.get(f"{HOME}/scales/bridging_trust"))
    assert "Reliability by version, wave and language" in page
    (before, *_) = [row for row in rows(researcher, "scales") if row["scale"] == "bridging_trust"]
    assert (before["people"], before["wave"], before["version"]) == ("40", "pre", "1")


def test_an_item_or_scale_that_there_is_not_is_not_found(researcher):
    assert researcher.get(f"{HOME}/items/nobody").status_code == 404
    assert researcher.get(f"{HOME}/scales/nobody").status_code == 404


@pytest.mark.parametrize(("role", "status"), [("evaluator", 200), ("organiser", 403), ("administrator", 403)])
def test_who_may_read_results_may_read_figures(desk, role, status):
    assert desk.signed_in(role).get(HOME).status_code == status


def test_the_page_of_a_version_leads_there(desk, researcher):
    assert HOME in researcher.get("/instruments/common-ground/1").text
    assert HOME not in desk.signed_in("organiser").get("/instruments/common-ground/1").text


def test_a_module_has_no_figures_beyond_the_counts_of_reports(researcher, released):
    assert "There are no figures yet" in words(researcher.get("/instruments/about-you/1/figures"))


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, pytest.param(1280, marks=pytest.mark.long)])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(chromium, desk, researcher, released, width):
    name, found = desk.app.config["SESSION_COOKIE_NAME"], {}
    with served(desk.app) as base:
        context = chromium.new_context(base_url=base, viewport={"width": width, "height": 900}, locale="en-GB")
        context.add_cookies([{"name": name, "value": researcher.client().get_cookie(name).value, "url": base}])
        page = context.new_page()
        for address in PAGES:
            page.goto(address)
            response = Axe().run(page).response
            assert len(response["passes"]) > 10, "axe looked at nothing"
            found[address] = [rule["id"] for rule in response["violations"]]
            found[address] += ["wide"] * page.evaluate("document.documentElement.scrollWidth > innerWidth")
        context.close()
    assert found == {address: [] for address in PAGES}
