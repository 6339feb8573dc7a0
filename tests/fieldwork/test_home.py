"""Today: one experiment, one state, one button."""

import re
from datetime import timedelta

import pytest

from evaluation.models import Experiment, Study
from evaluation.store.studies.lookup import experiment_named

MOVES = ["Open Before", "Close Before", "Start round 1", "Close After"]
STATES = ["Not yet open", "Before is open", "Between", "After is open", "Closed"]


def text(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def one_button(page):
    return re.findall(r'<button class="go wide">([^<]+)<', page)


def state(page):
    return re.search(r'<h2 id="state"[^>]*>([^<]+)<', page)[1]


def test_the_evening_is_four_presses_from_draft_to_closed(organiser, press, evening):
    seen, addresses = [], ("waves/pre/open", "waves/pre/close", "waves/post/open", "waves/post/close")
    for address in addresses:
        page = organiser.get("/").text
        seen.append((state(page), *one_button(page)))
        press(f"/experiments/{evening.id}/{address}")
    seen.append((state(organiser.get("/").text),))
    assert seen == [*zip(STATES, MOVES, strict=False), (STATES[-1],)]


def test_the_count_names_those_expected_and_those_who_have_begun(organiser, evening):
    evening.open("pre")
    evening.answered(31)
    for _ in range(3):
        evening.begin("pre")
    page = text(organiser.get("/").text)
    assert "31 of about 46 have answered Before" in page
    assert "3 begun, not yet sent" in page


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        (7, "7 people usually give about four who answer both times. So few are not shown by themselves"),
        (10, "about six who answer both times. So few describe: they are too few to say what changed."),
        (25, "about 15 who answer both times. An evening of 15 describes; it joins the chapter's others."),
        (46, "about 28 who answer both times. An evening of 28 describes; it joins the chapter's others."),
        (300, "about 180 who answer both times. So many can by themselves show a change as large as others have seen"),
    ],
)
def test_the_card_before_an_evening_says_what_it_is_for_in_a_leaders_words(organiser, evening, expected, said):
    evening.change(expected=expected)
    page = text(organiser.get("/").text).replace("&#39;", "'")
    assert said in page
    assert "What changed is claimed of a study's evenings together, not of one of them." in page


def test_the_card_before_an_evening_has_no_standardised_figure(organiser, evening):
    evening.change(expected=10)
    page = text(organiser.get("/").text)
    card = page[page.index("What an evening of this size can show") :]
    assert "spread" not in card
    assert not re.search(r"\d\.\d", card[:400])


def test_people_who_came_replace_those_expected(organiser, evening):
    evening.open("pre")
    evening.change(came=38)
    assert "of 38" in text(organiser.get("/").text)


def test_an_evening_that_is_open_comes_before_one_of_today(desk, evening, clock):
    with desk.services.database.transaction() as db:
        other = experiment_named(db, desk.there.slug)
        other.chapter_id = desk.north.id
    evening.open("pre")
    page = desk.signed_in("organiser", chapter=desk.north).get("/").text
    assert re.search(r"<h1>([^<]+)<", page)[1] == "North Hall"


def test_the_next_evening_is_shown_when_none_is_today(organiser, evening, clock):
    evening.change(date=clock().date() + timedelta(days=9))
    assert "North Hall" in re.search(r"<h1>([^<]+)<", organiser.get("/").text)[1]


@pytest.fixture
def other(desk, evening):
    """A second evening of the same chapter and day; what is changed of either."""
    with desk.services.database.transaction() as db:
        db.get_one(Experiment, desk.there.id).chapter_id = desk.north.id

    def change(row, *, starts, ends):
        """Hours from now."""
        with desk.services.database.transaction() as db:
            there, now = db.get_one(Experiment, row.id), desk.services.clock()
            there.starts_at, there.ends_at = now + timedelta(hours=starts), now + timedelta(hours=ends)

    return change


def title(page):
    return re.search(r"<h1>([^<]+)<", page)[1]


def test_an_evening_within_its_hours_comes_before_one_that_was_left_open(desk, evening, organiser, other):
    evening.open("pre")
    other(desk.here, starts=-8, ends=-6)
    other(desk.there, starts=-0.5, ends=2)
    page = organiser.get("/").text
    assert (title(page), "More than one evening is on now" in page) == ("South Hall", False)


def test_of_two_within_their_hours_the_open_one_is_shown_and_the_other_is_a_choice_above_it(
    desk, evening, organiser, other
):
    evening.open("pre")
    for row in (desk.here, desk.there):
        other(row, starts=-0.5, ends=2)
    page = organiser.get("/").text
    assert title(page) == "North Hall"
    above = page.partition("<h1>")[0]
    assert "More than one evening is on now" in above
    assert re.search(rf'href="/(staff/)?experiments/{desk.there.id}"[^>]*><u>South Hall', above)


@pytest.mark.parametrize(
    "hours",
    [
        pytest.param({"starts": 3, "ends": 5}, id="opened before its planned hours"),
        pytest.param({"starts": -3, "ends": -1}, id="still open after its planned end"),
    ],
)
def test_an_open_evening_outside_its_hours_comes_before_a_draft_whose_hours_are_now(
    desk, evening, organiser, other, hours
):
    evening.open("post")
    other(desk.here, **hours)
    other(desk.there, starts=-0.5, ends=2)
    page = organiser.get("/").text
    assert title(page) == "North Hall"
    assert "<u>South Hall" in page.partition("<h1>")[0]


def test_an_open_evening_outside_its_hours_is_a_choice_above_one_that_is_open_within_its_own(
    desk, evening, organiser, other, press
):
    other(desk.here, starts=3, ends=5)
    other(desk.there, starts=-0.5, ends=2)
    for row in (desk.here, desk.there):
        press(f"/experiments/{row.id}/waves/pre/open")
    page = organiser.get("/").text
    assert (title(page), "<u>North Hall" in page.partition("<h1>")[0]) == ("South Hall", True)


def test_an_evening_opened_days_ahead_does_not_hide_the_one_within_its_hours(desk, evening, organiser, other, clock):
    evening.open("pre")
    evening.change(date=clock().date() + timedelta(days=3), starts_at=None, ends_at=None)
    other(desk.there, starts=-0.5, ends=2)
    assert title(organiser.get("/").text) == "South Hall"


def test_today_drawn_anew_stays_on_the_evening_that_it_shows(desk, evening, organiser, other, press):
    other(desk.here, starts=-0.5, ends=2)
    other(desk.there, starts=-0.5, ends=2)
    first = organiser.get("/")
    again = re.search(r'data-again="([^"]+)"', first.text)[1].removeprefix("/staff")
    shown = title(first.text)
    opened = desk.here.id if shown == desk.there.title else desk.there.id
    press(f"/experiments/{opened}/waves/pre/open")
    assert (title(organiser.get("/").text) == shown, title(organiser.get(again).text)) == (False, shown)


def test_today_drawn_anew_for_an_evening_that_was_archived_stays_on_it(desk, evening, organiser, other, press):
    other(desk.there, starts=-0.5, ends=2)
    evening.change(archived_at=desk.services.clock())
    assert title(organiser.get(f"/?evening={evening.id}").text) == "North Hall"
    assert title(organiser.get("/?evening=none").text) == "South Hall"


def test_today_drawn_anew_shows_no_evening_of_others(desk, evening, organiser):
    assert organiser.get(f"/?evening={desk.there.id}").status_code == 404


def test_a_closed_evening_within_its_hours_is_no_choice(desk, evening, organiser, other):
    for row in (desk.here, desk.there):
        other(row, starts=-0.5, ends=2)
    evening.open("post")
    evening.close("post")
    page = organiser.get("/").text
    assert (title(page), "More than one evening is on now" in page) == ("South Hall", False)


def test_before_opened_twice_shows_that_it_is_open(organiser, press, evening):
    press(f"/experiments/{evening.id}/waves/pre/open")
    again = press(f"/experiments/{evening.id}/waves/pre/open")
    shown = organiser.get(again.headers["Location"].removeprefix("/staff")).text
    assert (again.status_code, state(shown)) == (303, "Before is open")


@pytest.mark.parametrize(("search", "found"), [("hall", True), ("NORTH hall", True), ("mill", False), ("%", True)])
def test_the_list_is_searched_by_title_chapter_and_place(organiser, search, found):
    assert ("North Hall" in organiser.get(f"/experiments?search={search}").text) == found


def test_an_evaluator_sees_the_evening_and_no_switch(desk, evening):
    page = desk.signed_in("evaluator", chapter=desk.north).get(f"/experiments/{evening.id}").text
    assert (one_button(page), "Not yet open" in page) == ([], True)


def test_the_page_says_that_data_are_an_example(desk, organiser):
    with desk.services.database.transaction() as db:
        db.get_one(Study, desk.study.id).is_example = True
    assert "Example data" in organiser.get("/").text


def test_every_page_about_example_data_says_so(desk, organiser, evening):
    addresses = [f"/experiments/{evening.id}{part}" for part in ("", "/edit", "/pack", "/seating", "/paper")]
    assert not [one for one in addresses if "Example data" in organiser.get(one).text]
    with desk.services.database.transaction() as db:
        db.get_one(Study, desk.study.id).is_example = True
    pages = {one: organiser.get(one) for one in addresses}
    assert [one for one, page in pages.items() if page.status_code == 200 and "Example data" not in page.text] == []
    assert sum(page.status_code == 200 for page in pages.values()) >= 4


def test_a_name_with_markup_is_shown_as_text(organiser, evening):
    evening.change(title="<script>alert(1)</script>", place='"><img src=x>', notes="<b>x</b>")
    pages = ("/", "/experiments", f"/experiments/{evening.id}/screen", f"/experiments/{evening.id}/script")
    found = [page for page in pages if re.search(r"<script>alert|<img src=x", organiser.get(page).text)]
    assert found == []
