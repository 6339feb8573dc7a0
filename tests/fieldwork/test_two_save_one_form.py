"""Two people who save one form lose nothing; a record that cannot be true is refused; what was asked stays."""

import json
import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from evaluation.models import AuditEntry
from tests.staff_pages import post, token_in

FILLED = r'<input (?![^>]*type="(?:radio|checkbox)")[^>]*name="([^"]+)"[^>]*?value="([^"]*)"'


class Browser:
    """Somebody with a page open: what its form holds, changed and sent as a browser would."""

    def __init__(self, client, address):
        self.client, self.address = client, address
        self.read(client.get(address))

    def read(self, answer):
        self.answer, self.page = answer, answer.text
        if answer.status_code == 303:
            return
        fields = re.findall(FILLED, self.page)
        self.fields = {name: unescape(value) for name, value in fields}
        for name, text in re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>(.*?)</textarea>', self.page, re.DOTALL):
            self.fields[name] = unescape(text).lstrip("\r\n")
        for name, body in re.findall(r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', self.page, re.DOTALL):
            self.fields[name] = re.search(r'selected value="([^"]*)"', body)[1]
        self.fields["csrf_token"] = token_in(self.page)
        ticked = re.findall(r'<input checked[^>]*name="languages"[^>]*value="([^"]*)"', self.page)
        if 'name="languages"' in self.page:
            self.fields["languages"] = ticked

    def save(self, **changes):
        self.read(self.client.post(self.address, data={**self.fields, **changes}))
        return self.answer.status_code


@pytest.fixture
def record(evening):
    return f"/experiments/{evening.id}/record"


@pytest.fixture
def arrange(evening):
    return f"/experiments/{evening.id}/arrange"


@pytest.fixture
def two(desk):
    """Two organisers with the same page open."""
    return lambda address: [Browser(desk.signed_in("organiser", chapter=desk.north), address) for _ in range(2)]


def last_entry(evening):
    with evening.database.reading() as db:
        return db.query(AuditEntry).order_by(AuditEntry.number.desc()).first()


def test_what_the_other_saved_meanwhile_stays(evening, two, record):
    ann, bea = two(record)
    assert (ann.save(came="15"), bea.save(notes="Loud.")) == (303, 303)
    assert (evening.row().came, evening.row().notes) == (15, "Loud.")


def test_where_both_changed_one_figure_both_are_shown_and_nothing_is_saved(evening, two, record):
    ann, bea = two(record)
    ann.save(came="15")
    assert bea.save(came="16", notes="Loud.") == 409
    assert ("<b>15</b>" in bea.page, "<b>16</b>" in bea.page, bea.fields["notes"]) == (True, True, "Loud.")
    assert (evening.row().came, evening.row().notes) == (15, "")


@pytest.mark.parametrize(
    ("page", "entry"),
    [("record", {"came": "15"}), ("arrange", {"title": "Vestry"}), ("arrange", {"starts": "18:00"}), ("rounds", {})],
)
def test_it_is_said_who_saved_meanwhile_and_when(evening, two, clock, page, entry):
    first, second = two(f"/experiments/{evening.id}/{page}")
    clock.advance(hours=1)
    first.save(**entry, planned_rounds="4")
    second.save(**dict.fromkeys(entry, "17:00" if "starts" in entry else "16"), planned_rounds="5")
    said = re.sub(r"\s+", " ", unescape(second.page))
    assert re.search(r"This was saved by \S+@\S+ \(14 May 2026, 19:30\) after you had opened this page", said)
    assert "another tab" not in said


def test_two_tabs_of_one_person_are_not_said_to_be_somebody_else(evening, organiser, record):
    tabs = [Browser(organiser, record) for _tab in range(2)]
    for tab, came in zip(tabs, ("15", "16"), strict=True):
        tab.save(came=came)
    page = re.sub(r"\s+", " ", unescape(tabs[1].page))
    assert "This was saved by you (14 May 2026, 18:30) after you had opened this page" in page
    assert "That was in another tab or window, or before you came back to this page." in page
    assert (tabs[1].fields["came"], evening.row().came) == ("16", 15)


@pytest.mark.parametrize(("kept", "came"), [("theirs", 15), ("yours", 16)])
def test_each_figure_is_chosen_by_itself(evening, two, record, kept, came):
    ann, bea = two(record)
    ann.save(came="15", organisations="3")
    bea.save(came="16", organisations="4", notes="Loud.")
    assert bea.save(**{"keep.came": kept, "keep.organisations": "yours"}) == 303
    row = evening.row()
    assert (row.came, row.organisations, row.notes) == (came, 4, "Loud.")


def test_a_third_who_saves_while_somebody_chooses_is_not_lost_either(evening, desk, two, record):
    ann, bea = two(record)
    ann.save(came="15")
    bea.save(came="16")
    third = Browser(desk.signed_in("organiser", chapter=desk.north), record)
    third.save(came="17")
    assert (bea.save(**{"keep.came": "yours"}), evening.row().came) == (409, 17)


def test_a_title_and_a_number_expected_changed_by_two_are_both_kept(evening, two, arrange):
    ann, bea = two(arrange)
    assert (ann.save(title="Mill Hall"), bea.save(expected="30")) == (303, 303)
    assert (evening.row().title, evening.row().expected) == ("Mill Hall", 30)


def test_one_title_changed_by_two_is_chosen(evening, two, arrange):
    ann, bea = two(arrange)
    ann.save(title="Mill Hall")
    assert (bea.save(title="Vestry"), evening.row().title) == (409, "Mill Hall")


def test_hours_and_choices_are_merged_like_the_rest(evening, two, arrange):
    ann, bea = two(arrange)
    assert (ann.save(starts="18:30", ends="20:30"), bea.save(study_cards="y", place="Leeds")) == (303, 303)
    row = evening.row()
    assert (row.ends_at is not None, row.options["study_cards"], row.place) == (True, True, "Leeds")


def test_days_planned_meanwhile_are_not_overwritten(evening, organiser, two, arrange):
    shown = re.search(r'name="shown" value="([^"]*)"', organiser.get(arrange).text)[1]
    window = f"/experiments/{evening.id}/windows/follow_up"
    assert post(organiser, window, shown=shown, first="2026-08-13", last="2026-08-20").status_code == 303
    again = post(organiser, window, shown=shown, first="2026-09-13", last="2026-09-20")
    assert (again.status_code, "13 Aug 2026 to 20 Aug 2026" in again.text) == (422, True)
    assert evening.row().options["windows"]["follow_up"]["first"] == "2026-08-13"


@pytest.fixture
def answered(evening, clock):
    """Four before, three after; After is open."""
    evening.change(place="Eastmoor")
    evening.open("pre")
    evening.answered(4)
    evening.open("post")
    evening.answered(3, "post")
    return evening


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"came": "3"}, "4 people have answered Before, so 3 cannot be all who came."),
        ({"came": "44", "hosts": "8", "guests": "40"}, "8 hosts and 40 guests make 48, and 44 people came."),
        ({"came": "5", "hosts": "6"}, "There cannot be 6 hosts among 5 people who came."),
        ({"came": "5", "organisations": "9"}, "9 organisations are more than the 5 people who came."),
    ],
)
def test_a_record_that_cannot_be_true_is_refused_and_given_back(answered, organiser, record, sent, said):
    page = Browser(organiser, record)
    assert page.save(**sent, notes="Long words.") == 422
    assert said in unescape(page.page)
    assert {name: page.fields[name] for name in (*sent, "notes")} == {**sent, "notes": "Long words."}
    assert (answered.row().came, answered.row().notes) == (None, "")


def test_every_contradiction_is_said_at_once(answered, organiser, record):
    page = Browser(organiser, record)
    page.save(came="2", hosts="8", guests="9")
    assert [said in page.page for said in ("4 people", "3 people", "8 hosts among", "9 guests among")] == [True] * 4


def test_hosts_and_guests_that_do_not_make_up_all_are_taken_with_a_reason(answered, organiser, record):
    page = Browser(organiser, record)
    assert page.save(came="44", hosts="8", guests="33", reason="Three carers sat with us.") == 303
    entry = last_entry(answered)
    assert entry.details["reason"] == "Three carers sat with us."
    assert entry.details["changed"]["came"] == [None, 44]


def test_fewer_people_than_answers_are_kept_with_a_reason_and_asked_about_once(answered, organiser, record):
    page = Browser(organiser, record)
    assert page.save(came="3", reason="One answered on two phones.") == 303
    assert (answered.row().came, last_entry(answered).details["reason"]) == (3, "One answered on two phones.")
    assert Browser(organiser, record).save(notes="Loud.") == 303


def test_pages_do_not_say_that_more_answered_than_came(answered, organiser, record):
    Browser(organiser, record).save(came="2", reason="One answered on two phones.")
    page = organiser.get(record.removesuffix("/record")).text
    assert "of about 2" not in page
    for table in ("/experiments", "/experiments/by-chapter"):
        assert "fewer than answered" in organiser.get(table).text


def test_more_than_twenty_times_those_expected_are_asked_about(answered, organiser, record):
    """46 are expected."""
    page = Browser(organiser, record)
    assert page.save(came="921") == 422
    assert "921 people are more than 20 times the 46 who were expected." in page.page
    assert page.save(came="921", reason="The fair came in.") == 303
    assert Browser(organiser, record).save(came="920", meant="920") == 303


@pytest.mark.parametrize("sent", [{"came": "12"}, {"guests": "3"}, {"actual_rounds": "2"}])
def test_a_count_of_an_evening_that_has_not_begun_is_asked_about(evening, organiser, record, clock, sent):
    evening.change(date=clock().date() + timedelta(days=1))
    page = Browser(organiser, record)
    assert page.save(**sent) == 422
    assert "The evening has not begun" in page.page
    assert page.save(**sent, reason="It was held a week early.") == 303


def test_what_is_only_planned_is_recorded_before_the_evening_without_a_reason(evening, organiser, record, clock):
    evening.change(date=clock().date() + timedelta(days=1))
    assert Browser(organiser, record).save(planned_rounds="5", notes="Bring chairs.") == 303


def test_who_withdrew_and_who_registered_only_do_not_count_against_it(answered, organiser, record):
    answered.close("post")
    answered.open("pretest")
    answered.answered(9, "pretest")
    assert Browser(organiser, record).save(came="4") == 303


def test_a_record_of_frozen_data_is_corrected_with_a_reason_and_an_entry(answered, organiser, record, clock):
    answered.change(frozen_at=clock(), came=44)
    page = Browser(organiser, record)
    assert (page.save(came="45"), answered.row().came) == (422, 44)
    assert page.save(reason="Counted again from the list.") == 303
    assert last_entry(answered).details == {"changed": {"came": [44, 45]}, "reason": "Counted again from the list."}


def test_what_people_answered_under_is_shown_locked_and_why(answered, organiser, arrange):
    page = organiser.get(arrange).text
    assert [f'name="{name}"' in page for name in ("place", "kind", "languages", "title")] == [False, False, False, True]
    assert "Eastmoor" in page
    assert "After has to ask the same of them as Before did" in page
    assert "also where it is misspelt" in page


def test_of_somebody_who_has_begun_and_sent_nothing_it_is_not_said_that_people_have_answered(
    evening, organiser, arrange
):
    evening.open("pre")
    evening.begin("pre")
    page = re.sub(r"\s+", " ", organiser.get(arrange).text)
    assert "Somebody has begun to answer, so it stays as they read it" in page
    assert "Locked, with the version of the questionnaire: somebody has begun to answer." in page
    assert "people have answered" not in page


@pytest.mark.parametrize("sent", [{"place": "Zanzibar"}, {"kind": "assembly"}, {"languages": ["en", "cy"]}])
def test_it_cannot_be_changed_by_a_page_that_was_open_before(evening, organiser, arrange, sent):
    page = Browser(organiser, arrange)
    evening.open("pre")
    evening.answered(1)
    before = evening.row()
    assert page.save(**sent) == 422
    assert "cannot be changed any more" in page.page
    after = evening.row()
    assert (after.place, after.kind, after.languages) == (before.place, before.kind, before.languages)


def test_before_anybody_has_begun_the_page_shows_the_words_that_people_read(evening, organiser, arrange):
    evening.change(place="Alder Vail")
    assert "people in Alder Vail from other communities" in organiser.get(arrange).text


def test_before_anybody_has_begun_it_can_be_put_right(evening, organiser, arrange):
    evening.open("pre")
    assert Browser(organiser, arrange).save(place="Eastmoor") == 303
    assert evening.row().place == "Eastmoor"


def test_it_cannot_be_changed_while_somebody_is_answering(evening, organiser, arrange):
    """Whoever has begun sees one place, and would be asked about another after."""
    before = evening.row().place
    evening.open("pre")
    evening.begin("pre")
    assert (Browser(organiser, arrange).save(place="Eastmoor"), evening.row().place) == (422, before)


@pytest.mark.parametrize("frozen", [None, datetime(2026, 5, 20, tzinfo=UTC)])
@pytest.mark.parametrize("sent", [{"title": "Mill Hall"}, {"date": "2026-05-13"}])
def test_a_title_and_a_day_are_corrected_with_a_reason(answered, organiser, arrange, sent, frozen):
    answered.change(frozen_at=frozen)
    page = Browser(organiser, arrange)
    assert page.save(**sent) == 422
    assert page.save(reason="Written down wrongly.") == 303
    assert (answered.row().title == "Mill Hall") == ("title" in sent)
    assert last_entry(answered).details["reason"] == "Written down wrongly."


@pytest.mark.parametrize(
    ("given", "status"), [(("20:00", "18:00"), 422), (("18:00", "18:00"), 422), (("22:00", "00:30"), 303)]
)
def test_hours_that_no_evening_has_are_refused_and_past_midnight_is_said(evening, organiser, arrange, given, status):
    assert Browser(organiser, arrange).save(starts=given[0], ends=given[1]) == status
    shown = organiser.get(f"/experiments/{evening.id}").text
    assert ("00:30 the next day" in shown) == (status == 303)


def test_the_hours_can_be_moved_while_the_evening_runs_without_a_reason(answered, organiser, arrange):
    assert Browser(organiser, arrange).save(starts="19:00", ends="21:30") == 303


def test_what_the_page_sends_along_is_what_it_shows(organiser, record):
    page = Browser(organiser, record)
    assert {name for name, text in json.loads(page.fields["before"]).items() if text} == set()
