"""The editor's pages as a researcher without scripts uses them."""

import re

import pytest

import instruments
from tests.staff_pages import post, take_in


@pytest.fixture
def part(draft):
    return lambda name, table="items": f"/instruments/drafts/{draft.id}/{table}/{name}"


def test_a_draft_begins_from_the_newest_version(researcher):
    sent = post(researcher, "/instruments/drafts", instrument="common-ground")
    page = researcher.get(sent.headers["Location"], follow_redirects=True)
    assert "common-ground, draft of version 2" in page.text


def test_a_draft_from_nothing_has_the_standard_consent_and_says_so(researcher):
    address = post(researcher, "/instruments/drafts", name="my-survey").headers["Location"]
    page = researcher.get(address, follow_redirects=True).text
    about = researcher.get(f"{address}/about/instrument").text
    assert ("The consent has our standard words" in page, "We don&#39;t ask your name." in about) == (True, True)


def test_a_draft_without_a_statement_of_consent_is_not_published(researcher, draft, part, send):
    about = part("instrument", "about")
    send(researcher, about, researcher.get(about).text, consent_statements="")
    sent = post(researcher, f"/instruments/drafts/{draft.id}/publish", counter="1", reason="As it is")
    assert (sent.status_code, "people would agree to nothing" in sent.text) == (422, True)


def test_saving_an_item_changes_it_alone(researcher, part, send, drafted):
    page = researcher.get(part("bt2")).text
    assert send(researcher, part("bt2"), page, text="people who live here?").status_code == 303
    first = instruments.load("common-ground", 1)
    changed = [new.id for old, new in zip(first.items, drafted().items, strict=True) if old != new]
    assert (changed, drafted().items_by_id["bt2"].text) == (["bt2"], "people who live here?")


NAMES = {
    "items": ("bt1", "cg1", "an1", "oo2", "op1"),
    "formats": ("trust11", "circles7", "agree7", "meet_again", "words"),
    "scales": ("bridging_trust", "anxiety"),
    "waves": ("pre", "then"),
    "about": ("instrument",),
}


@pytest.mark.parametrize("table", NAMES)
def test_forms_saved_as_they_were_shown_change_nothing(researcher, part, send, drafted, table):
    before = drafted()
    for name in NAMES[table]:
        page = researcher.get(part(name, table)).text
        assert send(researcher, part(name, table), page).status_code == 303
    assert drafted() == before


def test_what_is_wrong_in_a_form_is_said_and_the_text_stays(researcher, part, send, drafted):
    page = researcher.get(part("bt2")).text
    sent = send(researcher, part("bt2"), page, text="", label="Still here")
    assert (sent.status_code, "Wording: this is empty; write what it says." in sent.text) == (422, True)
    assert 'value="Still here"' in sent.text
    assert drafted().items_by_id["bt2"].text != ""


def test_two_people_who_change_one_text_lose_neither(researcher, second_researcher, part, send, drafted):
    shown_to_both = researcher.get(part("bt2")).text
    send(second_researcher, part("bt2"), shown_to_both, text="THEIR words?")
    late = send(researcher, part("bt2"), shown_to_both, text="MY words?")
    assert late.status_code == 409
    assert drafted().items_by_id["bt2"].text == "THEIR words?"
    assert all(words in late.text for words in ("THEIR", "MY words?", "whose background is very different"))


def test_after_a_conflict_the_second_saves_knowingly(researcher, second_researcher, part, send, drafted):
    shown_to_both = researcher.get(part("bt2")).text
    send(second_researcher, part("bt2"), shown_to_both, text="Their words?")
    late = send(researcher, part("bt2"), shown_to_both, text="My words?")
    assert send(researcher, part("bt2"), late.text, text="Our words?").status_code == 303
    assert drafted().items_by_id["bt2"].text == "Our words?"


def test_two_people_who_change_different_things_of_one_item_keep_both(
    researcher, second_researcher, part, send, drafted
):
    shown_to_both = researcher.get(part("bt2")).text
    send(second_researcher, part("bt2"), shown_to_both, text="Their words?")
    send(researcher, part("bt2"), shown_to_both, source="My source")
    item = drafted().items_by_id["bt2"]
    assert (item.text, item.source) == ("Their words?", "My source")


def test_what_was_taken_out_meanwhile_can_be_put_back(researcher, second_researcher, part, send, drafted):
    shown_to_both = researcher.get(part("pa1")).text
    counter = re.search(r'name="counter" value="(\d+)"', shown_to_both)[1]
    assert post(second_researcher, part("pa1") + "/remove", counter=counter).status_code == 303
    late = send(researcher, part("pa1"), shown_to_both, text="My words?")
    assert (late.status_code, "pa1" in drafted().items_by_id) == (409, False)
    send(researcher, part("pa1"), late.text)
    assert drafted().items_by_id["pa1"].text == "My words?"


def test_an_item_that_a_scale_counts_is_not_taken_out(researcher, part, drafted):
    counter = re.search(r'name="counter" value="(\d+)"', researcher.get(part("bt2")).text)[1]
    sent = post(researcher, part("bt2") + "/remove", counter=counter)
    page = researcher.get(sent.location)
    assert (page.request.path, "needs this item" in page.text) == (part("bt2"), True)
    assert "bt2" in drafted().items_by_id


@pytest.mark.parametrize("way", ["up", "down"])
def test_items_move_up_and_down(researcher, part, send, drafted, way):
    send(researcher, part("bt2"), researcher.get(part("bt2")).text, move=f"{way} bt2")
    order = {"up": ["bt2", "bt1", "bt3"], "down": ["bt1", "bt3", "bt2"]}
    assert [item.id for item in drafted().items][:3] == order[way]


def test_an_item_of_the_bank_comes_with_how_it_is_answered(researcher):
    address = post(researcher, "/instruments/drafts", name="my-survey").headers["Location"]
    shown = researcher.get(f"{address}/bank?search=bt2").text
    assert instruments.load("common-ground", 1).items_by_id["bt2"].licence in shown
    taken = post(researcher, f"{address}/bank", item="bt2").headers["Location"]
    assert '<option value="trust11" selected>' in researcher.get(taken).text


def test_a_new_format_needs_what_its_layout_needs(researcher, draft):
    sent = post(researcher, f"/instruments/drafts/{draft.id}/add/formats", id="eleven", layout="strip", minimum="0")
    assert (sent.status_code, "a strip needs a minimum and a maximum" in sent.text) == (422, True)


def test_the_phone_shows_the_draft_by_the_participants_own_page(researcher, draft, part, send):
    page = researcher.get(part("bt2")).text
    send(researcher, part("bt2"), page, text="people in {place} who whistle?")
    phone = researcher.get(f"/instruments/drafts/{draft.id}/phone/waves/pre")
    assert "people in Example Place who whistle?" in phone.text
    assert "frame-ancestors 'self'" in phone.headers["Content-Security-Policy"]


def test_what_is_not_saved_can_be_looked_at(researcher, draft, part, send, drafted):
    page = researcher.get(part("bt2")).text
    phone = send(researcher, f"/instruments/drafts/{draft.id}/phone/items/bt2", page, text="people who hum?")
    assert ("people who hum?" in phone.text, drafted().items_by_id["bt2"].text != "people who hum?") == (True, True)


def test_advice_stands_beside_the_field_and_blocks_nothing(researcher, part, send):
    page = researcher.get(part("bt2")).text
    text = "people you do not distrust and never dislike?"
    shown = send(researcher, part("bt2"), page, text=text)
    assert "cancel out" in researcher.get(shown.headers["Location"]).text


def test_an_organiser_sees_what_is_published_and_no_draft(desk, draft):
    organiser = desk.signed_in("organiser")
    assert organiser.get("/instruments/").status_code == 200
    assert organiser.get(f"/instruments/drafts/{draft.id}/items/bt1").status_code == 403


@pytest.mark.parametrize("wanted", ["toml", "json", "xlsform", "redcap", "ddi"])
def test_a_published_version_comes_as_a_file(researcher, wanted):
    assert len(researcher.get(f"/instruments/common-ground/1/files/{wanted}").data) > 1000


def test_a_file_taken_in_lists_what_it_could_not_bring(researcher):
    from pathlib import Path

    file = Path(__file__).parents[1] / "instruments" / "files" / "small.lss"
    assert "What could not come along" in take_in(researcher, file.read_bytes(), "small.lss").text


def test_the_phone_shows_one_question_alone_by_its_style_sheet(researcher, draft):
    phone = researcher.get(f"/instruments/drafts/{draft.id}/phone/items/bt2").text
    style = re.search(r'href="([^"]+/bt2\.css)"', phone)[1]
    assert "fieldset:not(#bt2)){display:none}" in researcher.get(style).text


def test_no_name_of_an_item_can_bring_rules_into_the_style_sheet(researcher):
    assert "display:none}x" not in researcher.get("/instruments/preview/d/a){display:none}x.css").text


@pytest.mark.parametrize(("item", "said"), [("bt1", "Question 1 of 12"), ("pa1", "Question 12 of 12")])
def test_the_phone_counts_the_question_it_shows(researcher, draft, item, said):
    phone = researcher.get(f"/instruments/drafts/{draft.id}/phone/items/{item}").text
    assert f'<span data-on="Question {{n}} of 12">{said}</span>' in phone
