"""Modules on the phone and on paper: asked after the others, stored with them, one questionnaire to whoever answers."""

import pytest
from lxml import html
from sqlalchemy import select

import instruments
from analysis.disclosure.counted_answers import rounded_count
from evaluation.domain.errors import Refused
from evaluation.fieldwork.paper.keyed_fields import keyed_fields
from evaluation.fieldwork.paper.paper_forms import paper_forms
from evaluation.models import Response, Wave
from evaluation.store.instruments.modules import choose_modules, modules_offered
from evaluation.store.instruments.publishing import sign
from evaluation.store.paper.paper_responses import asked_on_paper
from evaluation.store.reports.export import answers_to_export
from evaluation.store.reports.module_counts import module_counts, module_questions
from evaluation.store.studies.copy_experiment import copy_experiment
from evaluation.store.studies.lookup import experiment_named
from evaluation.store.studies.waves import waves_of

ABOUT = instruments.load("about-you", 1)


def choose(hall, *names, wave="post"):
    with hall.database.transaction() as db:
        return choose_modules(db, experiment_named(db, hall.words), wave=wave, names=names)


@pytest.fixture
def asking(sqlite_hall):
    """The evening, with both modules asked after After, which is open."""
    choose(sqlite_hall, "about-you", "community-life")
    sqlite_hall.close("pre")
    sqlite_hall.open("post")
    return sqlite_hall


def questions_on(page):
    return [each.get("id") for each in html.fromstring(page.data).xpath("//fieldset")]


def test_the_phone_asks_them_after_the_others_and_keeps_what_is_answered(asking, phone):
    phone.start(asking.words)
    asked = questions_on(phone.page)
    assert asked[-9:-4] == [item.id for item in ABOUT.items]
    assert asked[-4:] == ["cl_belong", "cl_pull", "cl_get_on", "cl_trust"]
    phone.send({"bt1": "4", "religion": "sikh", "age_band": "declined", "cl_trust": "many"})
    assert stored(asking) == {"bt1": 4, "religion": "sikh", "age_band": "declined", "cl_trust": "many"}


def stored(hall):
    with hall.database.reading() as db:
        return db.scalars(select(Response.answers)).one()


def test_before_asks_no_module(sqlite_hall, phone):
    choose(sqlite_hall, "about-you")
    phone.start(sqlite_hall.words)
    assert "religion" not in questions_on(phone.page)


def test_what_the_module_says_stands_before_its_first_question_and_on_the_first_screen(asking, phone):
    first = phone.get(f"/{asking.words}").text
    assert ABOUT.consent.statements[0] in first
    phone.start(asking.words)
    (said,) = html.fromstring(phone.page.data).xpath("//fieldset[@id='age_band']//span[@class='ask']")
    assert said.text_content() == ABOUT.wave("post").intro


def open_on(page):
    """What a page says outside of every fold."""
    document = html.fromstring(page.data)
    for fold in document.xpath("//details"):
        fold.drop_tree()
    return " ".join(document.text_content().split())


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("back", [True, False])
def test_what_the_law_guards_most_is_told_outside_of_every_fold_of_whoever_agrees_to_it(
    sqlite_hall, phone, back, language
):
    with sqlite_hall.database.transaction() as db:
        for name in ("common-ground", "about-you"):
            sign(db, instruments.translation(name, 1, "cy"), by="somebody", now=sqlite_hall.clock())
    choose(sqlite_hall, "about-you")
    words = {"en": ABOUT, "cy": instruments.translated(ABOUT, instruments.translation("about-you", 1, "cy"))}
    said = words[language].consent.statements[0]
    if back:
        phone.start(sqlite_hall.words)
        assert said not in phone.get(f"/{sqlite_hall.words}?lang={language}").text
        phone.send({"bt1": "7"})
    sqlite_hall.open("post")
    page = phone.get(f"/{sqlite_hall.words}?lang={language}")
    assert (said in open_on(page), 'name="same"' in page.text) == (True, back)


def test_where_no_module_is_asked_nothing_more_stands_open(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    phone.send({"bt1": "7"})
    sqlite_hall.open("post")
    assert "By saying yes you agree to this too" not in phone.get(f"/{sqlite_hall.words}").text


def test_an_answer_that_a_module_does_not_offer_is_refused(asking, phone):
    phone.start(asking.words)
    assert phone.send({"religion": "jedi"}).status_code == 422


def test_the_whole_questionnaire_with_both_modules_stays_within_ten_kilobytes(asking, phone):
    phone.start(asking.words)
    sent = phone.get(phone.at, **{"Accept-Encoding": "gzip"})
    assert len(sent.data) < 6_000


def test_in_welsh_all_of_it_is_in_welsh(sqlite_hall, phone):
    with sqlite_hall.database.transaction() as db:
        for name in ("common-ground", "about-you"):
            sign(db, instruments.translation(name, 1, "cy"), by="somebody", now=sqlite_hall.clock())
    choose(sqlite_hall, "about-you")
    sqlite_hall.close("pre")
    sqlite_hall.open("post")
    phone.start(f"{sqlite_hall.words}?lang=cy", lang="cy")
    assert "Beth yw eich crefydd?" in phone.page.text
    assert "What is your religion?" not in phone.page.text


def test_a_module_without_words_in_a_language_of_the_evening_is_refused(sqlite_hall):
    with sqlite_hall.database.transaction() as db:
        sign(db, instruments.translation("common-ground", 1, "cy"), by="somebody", now=sqlite_hall.clock())
    with pytest.raises(Refused, match="about-you/1 has no signed translation into cy"):
        choose(sqlite_hall, "about-you")


def test_paper_asks_them_too_and_keying_has_a_field_for_each(asking):
    with asking.database.reading() as db:
        row = experiment_named(db, asking.words)
        forms = [form for form in paper_forms(db, row) if "What is your religion?" in form]
        version = asked_on_paper(db, waves_of(db, row)["post"])
        fields = [field.name for field in keyed_fields(version, "post", place="Leicester")]
    assert len(forms) == 2  # After, in ordinary and in large print
    assert [name for name in fields if name in ABOUT.items_by_id] == list(ABOUT.items_by_id)


def test_answers_to_modules_are_never_exported_person_by_person(asking, phone):
    phone.start(asking.words)
    phone.send({"bt1": "4", "religion": "sikh", "cl_trust": "many"})
    with asking.database.reading() as db:
        frame = answers_to_export(db, [experiment_named(db, asking.words).id])
    assert ("bt1" in frame.columns, "religion" in frame.columns, "cl_trust" in frame.columns) == (True, False, False)


def test_they_are_counted_over_everybody_and_rounded_count_ten_or_more(asking):
    for place in range(17):
        response = asking.begin("post")
        answers = {"religion": "muslim" if place < 12 else "sikh", "cl_trust": "many"}
        _record(asking, response, answers)
    with asking.database.reading() as db:
        here = experiment_named(db, asking.words).id
        questions = module_questions(db, [here])
        everybody = dict.fromkeys(db.scalars(select(Response.participant_id)), here)
        people = {each.outcome: everybody for each in questions}
        counted = {each.item.id: each for each in module_counts(db, questions, people=people)}
    assert {value: n for value, n in counted["religion"].counts.items() if n} == {"muslim": 12, "sikh": 5}
    assert {value for value, n in counted["religion"].disclosed(below=5).items() if n} == {"muslim"}
    assert counted["religion"].disclosed(below=5)["muslim"] == 10
    # all of them gave one answer, which would tell of everybody
    assert set(counted["cl_trust"].disclosed(below=5).values()) == {None}


def _record(hall, response, answers):
    from evaluation.store.responses.responses import record_response

    with hall.database.transaction() as db:
        record_response(db, hall.submission(response, "post", answers), now=hall.clock())


@pytest.mark.parametrize(("count", "told"), [(0, None), (9, None), (10, 10), (12, 10), (13, 15), (17, 15), (18, 20)])
def test_a_count_is_told_to_the_nearest_five(count, told):
    assert rounded_count(count, fewest=10) == told


def test_once_a_wave_was_opened_its_modules_stay(sqlite_hall):
    with pytest.raises(Refused, match="pre has been opened"):
        choose(sqlite_hall, "about-you", wave="pre")


def test_a_module_is_asked_once(database, clock, hall):
    choose(hall, "community-life")
    with pytest.raises(Refused, match="asked at post already"):
        choose(hall, "community-life", wave="follow_up")


def test_what_scores_is_no_module(sqlite_hall):
    with pytest.raises(Refused, match="scores outcomes"):
        choose(sqlite_hall, "learning-module")
    with sqlite_hall.database.reading() as db:
        assert [each.id for each in modules_offered(db)] == ["about-you", "community-life"]


def test_choosing_says_what_was_changed_and_nothing_where_nothing_was(hall):
    assert choose(hall, "about-you") == {"modules of post": ["", "about-you/1"]}
    assert choose(hall, "about-you/1") == {}


def test_a_copy_of_the_evening_asks_the_same(sqlite_hall):
    choose(sqlite_hall, "about-you")
    with sqlite_hall.database.transaction() as db:
        row = experiment_named(db, sqlite_hall.words)
        fresh = copy_experiment(db, row, on=row.date, now=sqlite_hall.clock(), rng=sqlite_hall.rng)
        found = {wave.kind: wave.modules for wave in db.scalars(select(Wave).filter_by(experiment_id=fresh.id))}
    assert {kind: names for kind, names in found.items() if names} == {"post": ["about-you/1"]}
