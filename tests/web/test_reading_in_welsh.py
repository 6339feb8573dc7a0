"""Who chooses Welsh reads staff pages in it, on every device of theirs, and finds no English sentence of ours left."""

import re

import pytest
from babel.messages.pofile import read_po
from lxml import html

from evaluation.models import Experiment
from evaluation.store.instruments.drafts import Writer, add_draft
from evaluation.store.instruments.published_versions import translations_of, version_of
from evaluation.store.studies.waves import open_wave
from tests.fieldwork.conftest import Evening
from tests.staff_pages import post
from tests.web.test_staff_words import FOLDER

PAGES = {
    "today": ("organiser", "/", "North Hall"),
    "the list of experiments": ("organiser", "/experiments", "Arbrofion"),
    "a new experiment": ("organiser", "/experiments/new", "Arbrawf newydd"),
    "an evening": ("organiser", "/experiments/{here}", "North Hall"),
    "its details": ("organiser", "/experiments/{here}/arrange", "Newid y noson hon"),
    "its record": ("organiser", "/experiments/{here}/record", "Cofnod o’r digwyddiad"),
    "its print pack": ("organiser", "/experiments/{here}/pack", "Pecyn argraffu"),
    "cards printed alone": ("organiser", "/experiments/{here}/pack/cards", "Cardiau"),
    "forms printed alone": ("organiser", "/experiments/{here}/pack/paper", "Ffurflenni papur"),
    "its paper forms": ("organiser", "/experiments/{here}/paper", "Ffurflenni papur"),
    "its linking": ("organiser", "/experiments/{here}/links", "Cysylltu Cyn â Wedyn"),
    "its seating plan": ("organiser", "/experiments/{here}/seating", "Cynllun eistedd"),
    "a calendar": ("organiser", "/calendar", "Nosweithiau yn fy nghalendr"),
    "people": ("administrator", "/people", "Pobl"),
    "studies and chapters": ("administrator", "/places", "Astudiaethau a changhennau"),
    "a new study": ("administrator", "/studies/new", "Astudiaeth newydd"),
    "a chapter": ("administrator", "/chapters/{north}/change", "Newid y gangen hon"),
    "the public address": ("administrator", "/address", "Cyfeiriad cyhoeddus"),
    "the audit log": ("administrator", "/audit", "Log archwilio"),
    "reports": ("evaluator", "/reports", "Adroddiadau"),
    "reports of a chapter": ("evaluator", "/reports/chapters/{north}", "North"),
    "plans": ("researcher", "/plans", "Cynlluniau"),
    "instruments": ("researcher", "/instruments/", "Holiaduron"),
    "a version": ("researcher", "/instruments/common-ground/1", "common-ground"),
    "a draft": ("researcher", "/instruments/drafts/{draft}", "drafft o fersiwn"),
    "the item bank": ("researcher", "/instruments/drafts/{draft}/bank", "drafft o fersiwn"),
    "translations": ("researcher", "/instruments/drafts/{draft}/translations", "drafft o fersiwn"),
    "publishing": ("researcher", "/instruments/drafts/{draft}/publish", "Cyhoeddi"),
}


def english():
    """What our pages say in English where Welsh says something else, whole sentences with no blanks."""
    for domain in ("staff", "survey"):
        with (FOLDER / "cy" / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
            for one in read_po(file, locale="cy"):
                if isinstance(one.id, str) and one.id and "%" not in one.id and one.id != one.string:
                    yield " ".join(one.id.split())


WRITTEN = {"Learning module", "No", "all"}
"""What questionnaires say too, in words of their own."""
ENGLISH = set(english()) - WRITTEN


def left_in_english(page):
    """The messages of ours that a page still says in English."""
    drawn = html.fromstring(page)
    for dead in drawn.xpath("//script|//style|//*[@lang='en']"):
        dead.drop_tree()
    texts = drawn.xpath("//text()|//@aria-label|//@placeholder|//@data-label|//@alt")
    return {said for text in texts if (said := " ".join(text.split())) in ENGLISH}


def choose(client, language, back="/account", **headers):
    return client.post("/language", data={"language": language, "back": back}, headers=headers)


@pytest.fixture
def places(desk):
    with desk.services.database.transaction() as db:
        version, now = version_of(db, "common-ground", 1), desk.services.clock()
        writer = Writer("-", "somebody", now)
        draft = add_draft(db, version, based_on=1, translations=translations_of(db, version), writer=writer)
        return {"here": desk.here.id, "north": desk.north.id, "draft": draft.id}


@pytest.fixture
def organiser(desk):
    return desk.signed_in("organiser", chapter=desk.north)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_each_area_is_in_welsh_throughout(desk, places, name):
    role, address, heading = PAGES[name]
    client = desk.signed_in(role)
    choose(client, "cy")
    answer = client.get(address.format(**places), follow_redirects=True)
    assert answer.status_code == 200
    assert heading in html.fromstring(answer.text).xpath("string(//h1)")
    single_words_are_written = "{draft}" in address
    assert {said for said in left_in_english(answer.text) if " " in said or not single_words_are_written} == set()


def test_the_evening_goes_through_its_states_in_welsh(desk, organiser, clock):
    evening, page = Evening(desk), f"/experiments/{desk.here.id}"
    choose(organiser, "cy")
    for kind, move in (("pre", "open"), ("pre", "close"), ("post", "open"), ("post", "close")):
        post(organiser, f"{page}/waves/{kind}/{move}")
        if move == "open":
            evening.answered(3, kind)
        clock.advance(minutes=30)
        assert left_in_english(organiser.get(page).text) == set()
    assert "Wedi cau" in organiser.get(page).text


def test_the_count_names_its_wave_in_welsh(desk, organiser):
    choose(organiser, "cy")
    page = html.fromstring(organiser.get(f"/experiments/{desk.here.id}").text)
    assert "wedi ateb Cyn" in " ".join(page.xpath("string(//main)").split())


def test_what_people_may_do_is_named_in_welsh(desk):
    administrator = desk.signed_in("administrator")
    choose(administrator, "cy")
    people, mine = administrator.get("/people").text, administrator.get("/account").text
    assert ("Trefnydd" in people, "gweinyddwr (pobman)" in people, "gweinyddwr" in mine) == (True, True, True)


def test_a_record_that_cannot_be_true_is_refused_in_welsh(desk, organiser):
    choose(organiser, "cy")
    page = f"/experiments/{desk.here.id}/record"
    refused = post(organiser, page, page=page, came="10", hosts="4", guests="9", organisations="11")
    said = " ".join(html.fromstring(refused.text).xpath("string(//*[@role='alert'])").split())
    assert refused.status_code == 422
    assert "Mae 4 o westeiwyr a 9 o westeion yn gwneud 13, a daeth 10 o bobl. Os felly y mae, dywedwch pam." in said
    assert left_in_english(refused.text) == set()


def test_days_that_cannot_be_are_refused_with_the_month_in_welsh(desk, organiser):
    choose(organiser, "cy")
    page = f"/experiments/{desk.here.id}"
    refused = post(
        organiser, f"{page}/windows/follow_up", page=f"{page}/arrange", first="2026-05-01", last="2026-05-02"
    )
    assert "Daw’r dilyniant ar ôl y noson: rhaid i’w ddiwrnod cyntaf fod ar ôl 14 Mai 2026." in refused.text


def test_what_is_refused_by_an_error_page_is_in_welsh(desk, organiser):
    choose(organiser, "cy")
    refused = post(organiser, f"/experiments/{desk.here.id}/seating/take-back")
    assert "Does dim cynllun eistedd, felly does dim i’w dynnu’n ôl." in refused.text


REFUSED = {
    "a time zone that is none": (
        "/studies/new",
        {"name": "Trust", "time_zone": "Cardiff"},
        "Nid cylchfa amser yw “Cardiff”",
    ),
    "a name that is taken": (
        "/studies/{study}/chapters/new",
        {"name": "north", "parent": ""},
        "gangen o’r enw north yn barod",
    ),
    "an address that is none": (
        "/address",
        {"public": "nowhere"},
        "Ysgrifennwch y cyfeiriad fel y mae pobl yn ei agor",
    ),
    "units of another kind of meeting": ("/experiments/{here}/units", {}, "Nid yw North Hall yn fodiwl dysgu"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_sentence_that_names_what_was_written_is_in_welsh(desk, places, name):
    address, fields, said = REFUSED[name]
    client = desk.signed_in("administrator", "organiser")
    choose(client, "cy")
    page = address.format(**places, study=desk.study.id)
    answer = post(client, page, page="/account", **fields)
    assert said in answer.text
    assert left_in_english(answer.text) == set()


def test_what_was_chosen_lasts_on_another_device(desk):
    account = desk.person("organiser")
    choose(desk.as_person(account), "cy")
    assert '<html lang="cy"' in desk.as_person(account).get("/account").text


def test_it_comes_before_what_the_browser_asks_for(desk, organiser):
    choose(organiser, "en")
    assert '<html lang="en"' in organiser.get("/account", headers={"Accept-Language": "cy"}).text


def test_who_has_chosen_nothing_reads_what_the_browser_asks_for(organiser):
    said = [organiser.get("/account", headers={"Accept-Language": language}).text for language in ("cy", "pl")]
    assert ['<html lang="cy"' in page for page in said] == [True, False]


def test_without_an_account_it_lasts_on_this_device(desk):
    client = desk.app.test_client()
    choose(client, "cy", back="/login")
    page = client.get("/login").text
    assert ("Mewngofnodi" in page, left_in_english(page)) == (True, set())


def test_the_page_of_an_evening_key_can_be_read_in_welsh(desk, organiser):
    handed = post(organiser, f"/experiments/{desk.here.id}/key").text
    page = "/evening/" + re.search(r"/staff/evening/([\w-]+)<", handed)[1]
    volunteer = desk.app.test_client()
    assert choose(volunteer, "cy", back=page).headers["Location"] == page
    assert ("Y noson hon" in (said := volunteer.get(page).text), left_in_english(said)) == (True, set())


def test_who_signed_in_long_ago_is_asked_again_in_welsh(organiser):
    choose(organiser, "cy")
    page = organiser.get("/mf-recovery-codes", follow_redirects=True)
    assert page.status_code == 200
    assert "Rydych wedi mewngofnodi ers tro: dywedwch eto pwy ydych chi." in page.text
    assert left_in_english(page.text) == set()


def test_a_page_without_a_choice_sets_no_cookie(desk):
    assert "Set-Cookie" not in desk.app.test_client().get("/evening/none").headers


def test_each_page_offers_the_other_language_and_says_that_the_welsh_is_a_draft(organiser):
    page = html.fromstring(organiser.get("/account").text)
    (form,) = page.xpath("//footer//form")
    assert form.xpath("string(.//b)") == "English"
    assert [(each.get("value"), each.text) for each in form.xpath(".//button")] == [("cy", "Cymraeg")]
    assert "draft" in page.xpath("string(//footer)")


@pytest.mark.parametrize("back", ["//elsewhere.example", "/\\elsewhere.example", "https://elsewhere.example/", "", "x"])
def test_it_leads_back_to_a_page_of_this_site_alone(organiser, back):
    assert choose(organiser, "cy", back=back).headers["Location"] == "/"


def test_it_leads_back_to_where_it_was_chosen(organiser):
    page = html.fromstring(organiser.get("/experiments?search=hall").text)
    (back,) = page.xpath("//footer//input[@name='back']/@value")
    assert choose(organiser, "cy", back=back).headers["Location"] == "/experiments?search=hall"


@pytest.mark.parametrize(
    ("language", "headers", "status"),
    [("xx", {}, 400), ("", {}, 400), ("cy", {"Sec-Fetch-Site": "cross-site"}, 403)],
)
def test_no_other_language_and_no_other_site_is_listened_to(desk, language, headers, status):
    account = desk.person("organiser")
    client = desk.as_person(account)
    assert choose(client, language, **headers).status_code == status
    assert '<html lang="en"' in desk.as_person(account).get("/account").text


def test_numbers_reasons_and_the_names_of_waves_are_welsh(desk):
    with desk.services.database.transaction() as db:
        db.get_one(Experiment, desk.here.id).expected = 15
    organiser = desk.signed_in("organiser", chapter=desk.north)
    choose(organiser, "cy")
    draft = organiser.get(f"/experiments/{desk.here.id}").text
    with desk.services.database.transaction() as db:
        open_wave(db, db.get_one(Experiment, desk.here.id), kind="pre", now=desk.services.clock())
    arranged = organiser.get(f"/experiments/{desk.here.id}/arrange").text
    assert [re.search(r"\bnine\b", draft), "cannot be changed any more" in arranged] == [None, False]
    with (FOLDER / "cy/LC_MESSAGES/staff.po").open("rb") as file:
        said = [str(each.string) for each in read_po(file)]
    assert [text for text in said if re.search(r"\b(Cyn|ac|neu|y mae|dal) Ar ôl\b", text)] == []


def test_modules_and_questionnaires_have_the_titles_of_their_own_translations(desk):
    client = desk.signed_in("organiser", "researcher")
    choose(client, "cy")
    pages = [f"/experiments/{desk.here.id}/arrange", "/instruments/", "/instruments/about-you/1"]
    read = [client.get(page).text for page in pages]
    assert ["Amdanoch chi" in page for page in read] == [True] * 3
    assert ["About you" in page for page in read[:2]] == [False] * 2
    assert ["Bywyd cymunedol" in page for page in read[:2]] == [True] * 2
