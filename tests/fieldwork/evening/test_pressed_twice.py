"""A button pressed twice on a slow network: one evening, one copy, one key, and both presses lead to it."""

import re
import threading

import pytest
from lxml import html

from evaluation.models import EveningKey, Experiment
from evaluation.store.log.audit_entries import latest_entries
from tests.fieldwork.conftest import Evening

ANSWERS = {"title": "St Mary's Hall", "date": "2026-06-11", "starts": "18:30", "ends": "20:30"}


@pytest.fixture
def evening(mounted):
    return Evening(mounted.desk)


@pytest.fixture
def organiser(mounted):
    return mounted.person("org@example.org", "organiser", chapter=mounted.desk.north)


def form_with(browser, address, label):
    """The form of a page whose button says this: where it is sent, and what it sends."""
    for form in html.fromstring(browser.get(address).text).forms:
        if label in "".join(form.xpath(".//button//text()")):
            return form.action or address, dict(form.fields)
    raise AssertionError(label)


def sent_twice(browser, address, fields):
    """The same form twice at once: the second does not wait for the answer to the first."""
    answers = []

    def send():
        answers.append(browser.client.post(address, data=fields))

    both = [threading.Thread(target=send) for _press in range(2)]
    for press in both:
        press.start()
    for press in both:
        press.join()
    return answers


def count(evening, model):
    with evening.database.reading() as db:
        return db.query(model).count()


def entries(evening, action):
    with evening.database.reading() as db:
        return [entry for entry in latest_entries(db, limit=50) if entry.action == action]


def test_make_it_pressed_twice_makes_one_evening(organiser, evening):
    address, fields = form_with(organiser, "/staff/experiments/new", "Make it")
    answers = sent_twice(organiser, address, {**fields, **ANSWERS})
    assert [answer.status_code for answer in answers] == [303, 303]
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert (count(evening, Experiment), len(entries(evening, "experiment added"))) == (3, 1)


def test_another_page_makes_another_evening_where_one_is_meant(organiser, evening):
    for title in ("St Mary's Hall", "Mill Hall"):
        address, fields = form_with(organiser, "/staff/experiments/new", "Make it")
        organiser.client.post(address, data={**fields, **ANSWERS, "title": title, "another": "yes"})
    assert count(evening, Experiment) == 4


@pytest.mark.parametrize("changed", [{"title": "Mill Hall"}, {"date": "2026-06-12"}, {"expected": "12"}])
def test_the_same_form_with_other_answers_leads_to_the_one_that_it_made(organiser, evening, changed):
    """Back, a correction, and the same button again."""
    address, fields = form_with(organiser, "/staff/experiments/new", "Make it")
    first = organiser.client.post(address, data={**fields, **ANSWERS}).headers["Location"]
    again = organiser.client.post(address, data={**fields, **ANSWERS, **changed})
    assert (again.status_code, first in again.text, count(evening, Experiment)) == (409, True, 3)
    assert "This form has made one already" in again.text
    (meant,) = [form for form in html.fromstring(again.text).forms if "another" in form.fields]
    assert organiser.client.post(address, data=dict(meant.form_values())).status_code == 303
    assert count(evening, Experiment) == 4


def test_the_same_form_with_the_same_answers_says_that_it_was_made_already(organiser, evening):
    address, fields = form_with(organiser, "/staff/experiments/new", "Make it")
    for _press in range(2):
        answer = organiser.client.post(address, data={**fields, **ANSWERS})
    assert "It was made already" in organiser.get(answer.headers["Location"]).text


def test_a_form_loaded_again_that_names_it_otherwise_is_asked_about(organiser, evening):
    for title in ("St Mary's Hall", "Mill Hall"):
        address, fields = form_with(organiser, "/staff/experiments/new", "Make it")
        answer = organiser.client.post(address, data={**fields, **ANSWERS, "title": title})
    assert (answer.status_code, count(evening, Experiment)) == (409, 3)
    assert "There is already one of this kind on that day: make another?" in answer.text


def test_a_form_loaded_again_by_back_says_which_one_there_is(organiser, evening):
    """It proposes today and the name with a number, which nobody asked for."""
    address, fields = form_with(organiser, "/staff/experiments/new", "Make it")
    assert "this form makes another" in organiser.get(address).text
    assert f"/staff/experiments/{evening.id}" in organiser.get(address).text
    assert fields["another"] == str(evening.id)
    assert "this form makes another" not in organiser.get(f"{address}?kind=assembly").text


def test_a_form_whose_evening_was_removed_makes_one_that_leaves_the_first_to_be_put_back(organiser, evening):
    address, fields = form_with(organiser, "/staff/experiments/new", "Make it")
    first = organiser.client.post(address, data={**fields, **ANSWERS}).headers["Location"]
    token = {"csrf_token": fields["csrf_token"]}
    organiser.client.post(f"{first}/remove", data=token)
    assert organiser.client.post(address, data={**fields, **ANSWERS}).headers["Location"] != first
    assert organiser.client.post(f"{first}/remove/undo", data=token).status_code == 303


def test_a_copy_pressed_twice_is_one(organiser, evening):
    address, fields = form_with(organiser, f"/staff/experiments/{evening.id}", "Copy “North Hall”")
    answers = sent_twice(organiser, address, fields | {"another": "yes"})
    assert len({answer.headers["Location"] for answer in answers}) == 1
    address, fields = form_with(organiser, f"/staff/experiments/{evening.id}", "Copy “North Hall”")
    organiser.client.post(address, data=fields | {"another": "yes"})
    assert (count(evening, Experiment), len(entries(evening, "experiment added"))) == (4, 2)


def secret(answer):
    found = re.search(r"/staff/evening/([\w-]+)", answer.text)
    return found and found[1]


def test_a_key_shown_twice_by_one_press_is_one_key_and_works(mounted, organiser, evening):
    address, fields = form_with(organiser, f"/staff/experiments/{evening.id}/key", "Show a new key")
    first, second = (secret(answer) for answer in sent_twice(organiser, address, fields))
    assert (first is not None, first == second, count(evening, EveningKey)) == (True, True, 1)
    assert mounted.nobody().get(f"/staff/evening/{second}").status_code == 200
    assert len(entries(evening, "evening key made")) == 1


def test_another_press_and_another_person_get_another_key(mounted, organiser, evening):
    at = f"/staff/experiments/{evening.id}/key"
    address, fields = form_with(organiser, at, "Show a new key")
    seen = {secret(organiser.client.post(address, data=fields))}
    other = mounted.person("bea@example.org", "organiser", chapter=mounted.desk.north)
    theirs = form_with(other, at, "Show a new key")[1]
    seen.add(secret(other.client.post(address, data={**theirs, "same_press": fields.get("same_press", "")})))
    seen.add(secret(organiser.client.post(address, data=form_with(organiser, at, "Show a new key")[1])))
    assert len(seen) == count(evening, EveningKey) == 3


def test_a_key_that_was_ended_is_not_shown_again(organiser, evening, clock):
    at = f"/staff/experiments/{evening.id}/key"
    address, fields = form_with(organiser, at, "Show a new key")
    organiser.client.post(address, data=fields)
    ending, token = form_with(organiser, at, "Yes, end this key")
    organiser.client.post(ending, data=token)
    again = organiser.client.post(address, data=fields)
    assert (again.status_code, secret(again), count(evening, EveningKey)) == (303, None, 1)
