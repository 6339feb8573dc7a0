"""Pages that wait: a small answer tells them what is open, and without script there is something to press."""

from datetime import UTC, datetime

from lxml import html

from evaluation.store.evening.switch_wave import switch_wave, undo_press
from evaluation.store.log.actor import RecordedActor
from evaluation.store.log.audit_entries import Actor
from evaluation.store.studies.evening_clock import hold_after
from evaluation.store.studies.lookup import experiment_named
from evaluation.store.studies.waves import waves_of
from tests.survey.test_pages import words_of
from tests.survey.who_answers.test_returning import answered, follow


def plan_end(hall, *, hold=False):
    """The evening is over at half past eight in London, so that After opens at a quarter past."""
    with hall.database.transaction() as db:
        experiment = experiment_named(db, hall.words)
        experiment.ends_at = datetime(2026, 5, 14, 19, 30, tzinfo=UTC)
        hold_after(experiment, hold=hold)


def test_who_has_answered_before_waits_on_a_page_that_looks_again(sqlite_hall, phone):
    answered(sqlite_hall, phone)
    document = html.fromstring(phone.get(f"/{sqlite_hall.words}").data)
    assert document.xpath("//body/@data-now") == ["pre.0"]
    assert [link.get("href") for link in document.xpath("//a[. = 'Look again']")] == [f"/{sqlite_hall.words}?lang=en"]


def test_what_is_open_is_told_in_a_word_that_can_be_kept(sqlite_hall, phone):
    said = []
    for change in (None, ("close", "pre"), ("open", "post"), ("close", "post")):
        if change:
            getattr(sqlite_hall, change[0])(change[1])
        page = phone.get(f"/{sqlite_hall.words}/now")
        said.append((page.text, page.headers["Cache-Control"]))
    assert said == [(word, "public, max-age=0, s-maxage=10") for word in ("pre.0", "between.0", "post.0", "over.0")]


def test_looking_costs_one_statement_and_some_bytes(sqlite_hall, phone, count_sql):
    sent = count_sql(sqlite_hall.database)
    page = phone.get(f"/{sqlite_hall.words}/now")
    assert (len(sent), len(page.data) < 10) == (1, True)


def test_whoever_answered_after_waits_for_nothing(sqlite_hall, phone):
    sqlite_hall.open("post")
    answered(sqlite_hall, phone)
    document = html.fromstring(phone.get(f"/{sqlite_hall.words}").data)
    assert document.xpath("//body/@data-now") == []


def test_an_address_with_a_stroke_at_its_end_leads_to_the_one_without(sqlite_hall, phone):
    page = phone.get(f"/{sqlite_hall.words}/?lang=cy")
    assert (page.status_code, page.headers["Location"]) == (302, f"/{sqlite_hall.words}?lang=cy")


def test_whoever_has_answered_can_change_their_answers_from_the_first_screen_until_the_wave_closes(sqlite_hall, phone):
    answered(sqlite_hall, phone)
    (change,) = html.fromstring(phone.get(f"/{sqlite_hall.words}").data).xpath("//a[. = 'Change my answers']")
    assert "until Before closes" in words_of(phone.page)
    assert "Question 1 of 12" in words_of(follow(phone, phone.get(change.get("href"))))


def test_a_wave_that_was_answered_with_a_card_elsewhere_is_not_changed_from_here(sqlite_hall, phone, new_phone):
    (card,) = sqlite_hall.cards(1)
    phone.start(sqlite_hall.words, card=card)
    phone.send({"bt1": "7"})
    another = new_phone()
    said = words_of(follow(another, another.get(f"/c/{card}")))
    assert ("was already answered with this card" in said, "Change my answers" in said) == (True, False)


def test_who_waits_is_told_about_when_after_opens_by_itself(sqlite_hall, phone):
    plan_end(sqlite_hall)
    answered(sqlite_hall, phone)
    said = [words_of(phone.get(f"/{sqlite_hall.words}"))]
    sqlite_hall.close("pre")
    said.append(words_of(phone.get(f"/{sqlite_hall.words}")))
    assert ["After opens here at about 20:15, at this same address." in each for each in said] == [True, True]


def test_who_waits_is_told_no_time_where_somebody_holds_after_or_its_time_has_come(sqlite_hall, phone, clock):
    plan_end(sqlite_hall, hold=True)
    answered(sqlite_hall, phone)
    said = [words_of(phone.get(f"/{sqlite_hall.words}"))]
    plan_end(sqlite_hall)
    clock.advance(hours=2)
    said.append(words_of(phone.get(f"/{sqlite_hall.words}")))
    assert ["After opens here at the end of the meeting" in each for each in said] == [True, True]
    assert [each for each in said if "at about" in each] == []


def by(hall):
    return RecordedActor(actor=Actor("test"), log_key=b"k" * 32, now=hall.clock())


def press(hall, kind, move):
    with hall.database.transaction() as db:
        switch_wave(db, experiment_named(db, hall.words), kind=kind, move=move, by=by(hall))


def undo(hall):
    with hall.database.transaction() as db:
        undo_press(db, experiment_named(db, hall.words), by=by(hall))


def waits_for(page):
    return html.fromstring(page.data).xpath("string(//body/@data-now)")


def test_a_press_that_was_taken_back_is_told_though_the_same_is_open_again(sqlite_hall, phone):
    answered(sqlite_hall, phone)
    waiting = waits_for(phone.get(f"/{sqlite_hall.words}"))
    press(sqlite_hall, "post", "open")
    opened = phone.get(f"/{sqlite_hall.words}/now").text
    undo(sqlite_hall)
    again = phone.get(f"/{sqlite_hall.words}/now").text
    assert (waiting, opened, again) == ("pre.0", "post.1", "pre.2")


def test_who_was_led_to_after_is_led_back_where_its_opening_is_taken_back(sqlite_hall, phone):
    answered(sqlite_hall, phone)
    press(sqlite_hall, "post", "open")
    first_screen = phone.get(f"/{sqlite_hall.words}")
    undo(sqlite_hall)
    assert waits_for(first_screen) == "post.1"
    assert phone.get(f"/{sqlite_hall.words}/now").text != "post.1"


def test_what_is_open_is_sent_again_only_after_a_press(sqlite_hall, phone):
    page = phone.get(f"/{sqlite_hall.words}/now")
    same = phone.get(f"/{sqlite_hall.words}/now", **{"If-None-Match": page.headers["ETag"]})
    press(sqlite_hall, "pre", "close")
    other = phone.get(f"/{sqlite_hall.words}/now", **{"If-None-Match": page.headers["ETag"]})
    assert [same.status_code, other.status_code, other.text] == [304, 200, "between.1"]


def test_an_evening_that_is_not_open_yet_says_its_day(sqlite_hall, phone):
    with sqlite_hall.database.transaction() as db:
        waves_of(db, experiment_named(db, sqlite_hall.words))["pre"].opened_at = None
    assert "14 May 2026." in phone.get(f"/{sqlite_hall.words}").text
