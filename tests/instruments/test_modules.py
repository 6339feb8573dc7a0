"""A module is asked after the questions of a wave, as one questionnaire with them."""

import instruments
from instruments.modules import is_module, joined, joining_faults

MAIN = instruments.load("common-ground", 2)
ABOUT, LIFE = instruments.load("about-you", 1), instruments.load("community-life", 1)


def test_the_questions_of_modules_come_after_the_others_in_turn():
    asked = [item.id for item in joined(MAIN, (ABOUT, LIFE), wave="post").questions("post")]
    own = [item.id for item in MAIN.questions("post")]
    assert asked == [*own, *(item.id for item in ABOUT.items), *(item.id for item in LIFE.items)]


def test_other_waves_stay_as_they_are():
    whole = joined(MAIN, (ABOUT,), wave="post")
    assert whole.questions("pre") == MAIN.questions("pre")
    assert whole.scales == MAIN.scales


def test_what_a_module_says_first_stands_before_its_first_question():
    asked = {item.id: item for item in joined(MAIN, (ABOUT, LIFE), wave="post").questions("post")}
    assert asked["age_band"].ask == ABOUT.wave("post").intro
    assert asked["religion"].ask == ""
    assert asked["cl_belong"].ask == LIFE.wave("post").intro


def test_the_consent_says_all_that_its_parts_say_once():
    statements = joined(MAIN, (ABOUT, LIFE), wave="post").consent.statements
    assert statements == (*MAIN.consent.statements, *ABOUT.consent.statements, *LIFE.consent.statements)


def test_two_modules_may_have_response_formats_of_one_name():
    twin = LIFE.having(id="twin", items=tuple(item.model_copy(update={"id": f"twin_{item.id}"}) for item in LIFE.items))
    whole = joined(MAIN, (LIFE, twin), wave="pre")
    assert instruments.problems(whole) == []
    assert list(joining_faults(MAIN, (LIFE, twin), wave="pre")) == []


def test_without_modules_it_is_the_version_itself():
    assert joined(MAIN, (), wave="post") is MAIN


def test_a_module_scores_nothing():
    assert [is_module(each) for each in (MAIN, ABOUT, LIFE)] == [False, True, True]


def test_what_cannot_be_asked_together_is_said_in_sentences():
    one = instruments.load("common-ground", 1)
    assert next(joining_faults(MAIN, (one,), wave="post")).startswith("common-ground/1 scores outcomes")
    assert list(joining_faults(MAIN, (ABOUT,), wave="follow_up")) == [
        "about-you/1 asks nothing at the wave 'follow_up'."
    ]
    twice = list(joining_faults(MAIN, (LIFE, LIFE), wave="post"))
    assert twice[0] == "community-life/1 asks cl_belong, and so does community-life/1."


def test_a_recording_of_a_module_lies_where_the_module_is_named():
    items = tuple(item.model_copy(update={"clip": "age.mp3"}) for item in ABOUT.items)
    whole = joined(MAIN, (ABOUT.having(items=items),), wave="post")
    assert whole.items_by_id["age_band"].clip == "about-you/1/age.mp3"


ASKED_ABOUT = {
    "age_band": "age",
    "host_or_guest": "host or a guest",
    "organisation_kind": "organisation",
    "religion": "religion",
    "ethnic_group": "ethnic group",
}


def test_what_a_module_asks_is_named_in_its_consent_wherever_it_stands_among_others():
    (about,), (life,) = ABOUT.consent.statements, LIFE.consent.statements
    assert set(ASKED_ABOUT) == {item.id for item in ABOUT.items}
    assert [word for word in ASKED_ABOUT.values() if word not in about] == []
    assert life.startswith("Four questions")
    assert len(LIFE.items) == 4
    assert not any("last" in each for each in (about, life)), "another module may come after it"


def test_how_many_people_are_told_of_together_is_said_of_its_own_answers_alone():
    assert f"answered to these by {ABOUT.suppress_below} people or more together" in ABOUT.consent.statements[0]
