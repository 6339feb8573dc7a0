"""The page that sets up an empty home, filled in as a browser without scripts sends it."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from lxml import html
from sqlalchemy import select

from evaluation.models import Chapter, Role, Study
from evaluation.storage.served_home import following_port
from evaluation.storage.settings import Settings
from evaluation.web.app import Services
from tests.staff_pages import Desk, token_in

TYPED = {
    "organisation": "Three Rivers Alliance",
    "where": "Brackenford",
    "contact": "hello@threerivers.example",
    "study": "Organising Together",
    "youngest": "16",
    "time_zone": "Europe/London",
    "keep_until": "2030-12-31",
    "public": "http://weaving.example.org",
}
NOTHING_YET = dict.fromkeys(("study", "north", "south", "here", "there"))


@pytest.fixture
def services(settings, database, clock):
    return Services(settings, database, clock)


@pytest.fixture
def administrator(services):
    return Desk(services, **NOTHING_YET).signed_in(Role.ADMINISTRATOR, Role.ORGANISER)


def sent(browser, **fields):
    token = token_in(browser.get("/setup").text)
    return browser.post("/setup", data={"csrf_token": token, **TYPED, **fields})


def chapters_on(page):
    return [each.get("value") for each in html.fromstring(page.text).xpath("//ul//input[@name='named']")]


def made(services):
    with services.database.reading() as db:
        return list(db.scalars(select(Chapter.name).order_by(Chapter.name)))


def test_a_chapter_is_added_on_the_page_and_nothing_is_made_yet(administrator, services):
    page = sent(administrator, named=["Alder Vale"], chapters=" Caer  Lliw ", add="1")
    assert chapters_on(page) == ["Alder Vale", "Caer Lliw"]
    assert made(services) == []
    assert "hello@threerivers.example" in page.text


def test_a_chapter_is_taken_away_again(administrator):
    page = sent(administrator, named=["Alder Vale", "Dunmere"], chapters="", remove="Alder Vale")
    assert chapters_on(page) == ["Dunmere"]


def test_what_is_added_and_what_stands_in_the_field_become_chapters(administrator, services):
    assert sent(administrator, named=["Alder Vale", "Dunmere"], chapters="Dunmere").status_code == 303
    assert made(services) == ["Alder Vale", "Dunmere"]


def test_no_chapter_at_all_is_refused_and_keeps_what_was_typed(administrator, services):
    page = sent(administrator, chapters=" ")
    assert "Name at least one chapter." in page.text
    assert 'value="Organising Together"' in page.text
    assert made(services) == []


def test_what_a_server_listens_on_is_refused_as_a_public_address(administrator, services):
    page = sent(administrator, chapters="Alder Vale", public="http://0.0.0.0:8000")
    assert "No phone can open 0.0.0.0" in page.text
    assert made(services) == []


def test_a_typed_chapter_stays_where_another_answer_is_wrong(administrator):
    assert chapters_on(sent(administrator, chapters="Alder Vale", contact="")) == ["Alder Vale"]


FAULTY = {
    "study": " ",
    "contact": "at the door",
    "time_zone": "Europe/Brackenford",
    "keep_until": "2001-12-31",
    "chapters": "",
    "public": "weaving.example.org",
}


def test_every_fault_is_found_at_once_each_at_its_field_and_in_the_summary(administrator, services):
    page = html.fromstring(sent(administrator, **FAULTY).text)
    assert set(page.xpath("//*[@aria-invalid='true']/@id")) == set(FAULTY)
    summary = page.xpath("//*[@role='alert']//li/text()")
    assert (len(summary), made(services)) == (len(FAULTY), [])
    assert sorted(summary) == sorted(page.xpath("//*[contains(@id, '-wrong')]/li/text()"))


def test_an_address_that_is_none_is_not_in_the_code(administrator):
    page = html.fromstring(sent(administrator, **FAULTY).text)
    assert "weaving.example.org" not in page.xpath("string(//aside)")


@pytest.mark.parametrize(("said", "may_agree"), [("16", False), ("parent", True)])
def test_the_youngest_who_may_answer_is_kept_with_the_study(administrator, services, said, may_agree):
    sent(administrator, chapters="Alder Vale", youngest=said)
    with services.database.reading() as db:
        assert db.scalars(select(Study)).one().parental_consent is may_agree


def test_the_page_shows_what_participants_read_of_who_asks(administrator):
    page = html.fromstring(sent(administrator, named=["Alder Vale"], add="1").text)
    shown = re.sub(r"\s+", " ", page.xpath("string(//aside//div[@class='phone-part'])"))
    assert "Three Rivers Alliance, Brackenford asks:" in shown
    assert "Questions? hello@threerivers.example" in shown


def test_an_address_of_this_computer_alone_is_warned_of_first_and_taken_where_it_is_meant(administrator, services):
    alone = {"named": ["Alder Vale"], "chapters": "", "public": "http://127.0.0.1:8111"}
    page = html.fromstring(sent(administrator, **alone).text)
    assert page.xpath("//*[@data-alone and not(@hidden)]")
    assert "Phones cannot open http://127.0.0.1:8111." in page.xpath("string(//*[@role='alert'])")
    assert (page.xpath("string(//input[@id='public']/@value)"), made(services)) == (alone["public"], [])
    sent(administrator, **alone, warned_of=page.xpath("string(//input[@name='warned_of']/@value)"))
    assert made(services) == ["Alder Vale"]


def test_an_address_of_another_computer_is_asked_about_once_and_taken_where_it_is_meant(administrator, services):
    slip = {"named": ["Alder Vale"], "chapters": "", "public": "http://203.0.113.77"}
    page = html.fromstring(sent(administrator, **slip, contact="").text)
    assert "do not come to this computer" not in page.xpath("string(//*[@role='alert'])")
    page = html.fromstring(
        sent(administrator, **slip, warned_of=page.xpath("string(//input[@name='warned_of']/@value)")).text
    )
    asked = page.xpath("string(//*[@role='alert'])")
    assert "Phones that open http://203.0.113.77 do not come to this computer" in asked
    assert made(services) == []
    sent(administrator, **slip, warned_of=page.xpath("string(//input[@name='warned_of']/@value)"))
    assert made(services) == ["Alder Vale"]


def test_the_address_in_use_is_kept_as_the_commands_read_it_also_one_of_this_computer_alone(
    settings, database, clock, monkeypatch
):
    monkeypatch.delenv("WEAVING_BASE_URL", raising=False)
    served = "http://127.0.0.1:8790"
    place = Desk(Services(following_port(settings, 8790), database, clock), **NOTHING_YET)
    browser = place.signed_in(Role.ADMINISTRATOR, Role.ORGANISER)
    kept = sent(browser, named=["Alder Vale"], chapters="", public=served, warned_of=served)
    read = Settings.from_environment({"WEAVING_HOME": str(settings.home)}).base_url
    assert (kept.status_code, read) == (303, served)


def test_while_nothing_is_there_the_page_leads_nowhere_else_and_can_be_finished_at_its_end(administrator):
    page = html.fromstring(administrator.get("/setup").text)
    assert page.xpath("//nav//a/@href") == [page.xpath("string(//section//a[text()='Change']/@href)")]
    assert page.xpath("//form[@id='setup']/button[last()]/text()") == ["Finish and plan a first evening"]


def finished_at_once(administrator, *studies):
    """What tabs of one browser are answered that finish at the same moment, each with its name of the study."""
    token = token_in(administrator.get("/setup").text)
    app = administrator.application
    cookie = administrator.get_cookie(app.config["SESSION_COOKIE_NAME"])
    together = Barrier(len(studies))

    def finish(study):
        tab = app.test_client()
        tab.set_cookie(cookie.key, cookie.value)
        data = {"csrf_token": token, **TYPED, "study": study, "named": ["Alder Vale"], "chapters": ""}
        together.wait(30)
        return tab.post("/setup", data=data)

    with ThreadPoolExecutor(len(studies)) as presses:
        return list(presses.map(finish, studies))


@pytest.mark.parametrize("studies", [("Together", "Together"), ("Together", "Organising", "Together", "Organising")])
def test_finish_pressed_at_once_leads_on_each_time_and_makes_one_study(administrator, services, studies):
    answers = finished_at_once(administrator, *studies)
    assert {(each.status_code, each.location) for each in answers} == {(303, "/experiments/new")}
    assert made(services) == ["Alder Vale"]


def test_who_finishes_second_reads_that_nothing_was_added(administrator):
    finishing = {"named": ["Alder Vale"], "chapters": ""}
    token = token_in(administrator.get("/setup").text)
    for study in ("Together", "Organising"):
        administrator.post("/setup", data={"csrf_token": token, **TYPED, **finishing, "study": study})
    assert "this one added nothing" in administrator.get("/experiments/new").text
