"""An organiser chooses another questionnaire than the usual one where one is published."""

import pytest
from lxml import html

from evaluation.models import Experiment, InstrumentVersion
from evaluation.store.instruments.publishing import Why, publish, sign
from evaluation.store.studies.waves import waves_of
from instruments import Translation, words_of
from tests.fieldwork.test_new_experiment import begin, made
from tests.questions.asked import VERSION
from tests.staff_pages import token_in

NEW = "/experiments/new"


@pytest.fixture
def walk(desk, clock):
    """The questionnaire of a walk, published beside those that come with the software."""
    with desk.services.database.transaction() as db:
        publish(db, VERSION, why=Why(by="somebody", reason="First.", reasons={}), now=clock())
    clock.advance(minutes=1)


def asked(desk):
    with desk.services.database.reading() as db:
        waves = waves_of(db, made(desk)).values()
        return {db.get_one(InstrumentVersion, wave.instrument_version_id).instrument for wave in waves}


def offered(client):
    return html.fromstring(client.get(NEW).text).xpath("//select[@name='instrument']/option/text()")


def test_it_is_offered_by_its_title(walk, organiser):
    assert [each.strip() for each in offered(organiser)] == ["The usual one", "A walk (walk)"]


def test_nothing_is_asked_where_there_is_none(organiser):
    assert offered(organiser) == []


def test_the_evening_asks_it_in_the_languages_that_it_has(walk, desk, organiser):
    begin(organiser, desk, instrument="walk", languages=["cy"])
    assert (asked(desk), made(desk).languages) == ({"walk"}, ["en"])


def test_the_usual_one_goes_by_the_kind_of_meeting(walk, desk, organiser):
    begin(organiser, desk, instrument="")
    assert asked(desk) == {"common-ground"}


def test_one_that_nobody_published_is_refused_and_nothing_is_made(walk, desk, organiser):
    answer = begin(organiser, desk, instrument="another")
    assert (answer.status_code, made(desk).title) == (200, "North Hall")


def test_pressed_twice_it_is_one_evening(walk, desk, organiser):
    page = organiser.get(NEW).text
    form = next(form for form in html.fromstring(page).forms if "title" in form.fields)
    chosen = {"title": "A walk in June", "chapter": str(desk.north.id), "instrument": "walk"}
    sent = dict(form.form_values()) | {"csrf_token": token_in(page), **chosen}
    answers = [organiser.post(NEW, data=sent) for _ in range(2)]
    assert [answer.headers.get("Location") for answer in answers] == [answers[0].headers["Location"]] * 2
    with desk.services.database.reading() as db:
        assert db.query(Experiment).filter_by(title="A walk in June").count() == 1


@pytest.fixture
def welsh_walk(desk, clock):
    """The same, signed in Welsh, which the usual questionnaire is not."""
    version = VERSION.having(languages=("en", "cy"))
    welsh = Translation(instrument="walk", number=1, language="cy", note="", strings=words_of(version))
    with desk.services.database.transaction() as db:
        sign(db, welsh, by="somebody else", now=clock(), draft=version)
        why = Why(by="somebody", reason="First.", reasons={})
        publish(db, version, translations=[welsh], why=why, now=clock())
    clock.advance(minutes=1)


def ticks(client, address):
    found = html.fromstring(client.get(address).text).xpath("//label[input[@name='languages']]/span/text()")
    return [each.strip() for each in found]


@pytest.mark.usefixtures("welsh_walk")
def test_a_language_in_which_it_was_signed_is_offered(desk, organiser):
    begin(organiser, desk, instrument="walk")
    assert ticks(organiser, f"/experiments/{made(desk).id}/arrange") == ["English", "Cymraeg"]


@pytest.mark.usefixtures("welsh_walk")
def test_a_new_experiment_offers_the_languages_of_every_questionnaire_at_once(desk, organiser):
    assert ticks(organiser, NEW) == ["English", "Cymraeg, only with: A walk (walk)"]
    begin(organiser, desk, instrument="walk", languages=["en", "cy"])
    assert made(desk).languages == ["en", "cy"]


@pytest.mark.usefixtures("welsh_walk")
def test_a_language_that_was_ticked_and_cannot_be_asked_is_named(desk, organiser):
    answer = begin(organiser, desk, instrument="", languages=["en", "cy"])
    assert made(desk).languages == ["en"]
    said = organiser.get(answer.headers["Location"]).text
    assert "It is not asked in Cymraeg: the questionnaire is not signed in that language." in said
