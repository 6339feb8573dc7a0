"""One person may say that a change does not compare; that it compares with care after all two have to say, and why."""

import re

import pytest

import instruments
from evaluation.domain.errors import Refused
from evaluation.models import AuditEntry, Draft
from evaluation.store.instruments.confirmed_classes import Confirmation
from evaluation.store.instruments.published_versions import publication_of
from evaluation.store.instruments.publishing import Why, publish
from tests.authoring.test_command_line import REASON
from tests.authoring.two_versions import FIRST
from tests.authoring.two_versions import second as version_two
from tests.staff_pages import post

CALM = FIRST.items_by_id["an1"].text.replace("nervous", "calm")
DF1 = FIRST.items_by_id["df1"].text
CARE, NOT = "comparable_with_care", "not_comparable"


@pytest.fixture
def published(sqlite_database, clock):
    """Publish a version with reasons and classes; the classes that are kept."""

    def published_with(version, reasons, classes, *, by=("Ann", "Ben")):
        said = dict.fromkeys(classes, tuple(Confirmation(name, name, f"{name} tried it.") for name in by))
        why = Why(by="a", reason="Other words.", reasons=reasons, classes=classes, confirmations=said)
        with sqlite_database.transaction() as db:
            publish(db, version, why=why, now=clock())
            return publication_of(db, "common-ground", version.number).classes

    return published_with


def test_the_opposite_question_does_not_compare_and_that_is_kept(published):
    assert published(version_two(an1=CALM), {"items.an1.text": "Calm is easier to read."}, {})["items.an1.text"] == NOT


def test_that_it_compares_all_the_same_needs_a_reason(published):
    with pytest.raises(Refused, match=r"items\.an1\.text"):
        published(version_two(an1=CALM), {}, {"items.an1.text": CARE})
    kept = published(version_two(an1=CALM), {"items.an1.text": "Tried on 40 people."}, {"items.an1.text": CARE})
    assert kept["items.an1.text"] == CARE


@pytest.mark.parametrize("by", [(), ("Ann",), ("Ann", "Ann")])
def test_that_it_compares_all_the_same_is_not_for_one_person_to_say(published, by):
    with pytest.raises(Refused, match="has to be said by two people, each with a reason"):
        published(version_two(an1=CALM), {"items.an1.text": "Tried on 40 people."}, {"items.an1.text": CARE}, by=by)


@pytest.mark.parametrize("by", [(), ("Ann",)])
def test_that_it_does_not_compare_one_person_says_alone(published, by):
    version = version_two(df1=FIRST.items_by_id["df1"].text + ".")
    kept = published(version, {"items.df1.text": "Read otherwise."}, {"items.df1.text": NOT}, by=by)
    assert kept["items.df1.text"] == NOT


def test_that_it_does_not_compare_needs_a_reason_too(published):
    version = version_two(df1=FIRST.items_by_id["df1"].text + ".")
    with pytest.raises(Refused, match=r"items\.df1\.text"):
        published(version, {}, {"items.df1.text": NOT})
    assert published(version, {"items.df1.text": "Read otherwise."}, {"items.df1.text": NOT})["items.df1.text"] == NOT


@pytest.mark.parametrize(
    ("key", "said", "why"),
    [
        ("items.an1.text", "same", "can be declared with care or not comparable, and nothing better"),
        ("items.an1.text", "nearly", "'nearly' is no class"),
        ("items.an2.text", CARE, "No change is called 'items.an2.text'"),
    ],
)
def test_what_nobody_can_declare_is_refused(published, key, said, why):
    with pytest.raises(Refused, match=why):
        published(version_two(an1=CALM), {"items.an1.text": "Because."}, {key: said})


def test_nobody_can_declare_that_other_numbers_compare(published):
    scales = tuple(
        scale.model_copy(update={"items": scale.items[:2]}) if scale.id == "bridging_trust" else scale
        for scale in FIRST.scales
    )
    key = "scales.bridging_trust.items"
    with pytest.raises(Refused, match=r"'bt3' no longer counts\. That can be declared not comparable"):
        published(version_two().having(scales=scales), {key: "Shorter."}, {key: CARE})


@pytest.mark.parametrize("spelt", ["with-care", "comparable with care", "comparable_with_care"])
def test_on_the_command_line_nobody_is_two_people(run, second, spelt):
    with pytest.raises(Refused, match="has to be said by two people"):
        run("publish", second(), "--reason", "Clearer.", "--reason", REASON, "--class", f"bt2={spelt}")


@pytest.mark.parametrize("spelt", ["not-comparable", "not comparable"])
def test_the_command_line_takes_a_graver_class_and_diff_shows_it(run, second, spelt):
    said = ["--reason", REASON, "--reason", "df1=It is read otherwise.", "--class", f"df1={spelt}"]
    stopped = version_two(bt2=FIRST.items_by_id["bt2"].text.replace("whose", "here whose"), df1=DF1 + ".")
    run("publish", second(items=stopped.items), "--reason", "Clearer.", *said)
    said = run("diff", "common-ground/1", "common-ground/2")
    assert "≠ items.df1.text: Punctuation or spacing only. (not comparable)" in said
    assert "≠ outcome difference: not comparable" in said


def test_a_class_for_what_did_not_change_is_refused(run, second):
    with pytest.raises(Refused, match="--class takes KEY=CLASS"):
        run("publish", second(), "--reason", "Clearer.", "--reason", REASON, "--class", "bt3=with-care")


@pytest.fixture
def reviewed(desk, draft, drafted):
    """The draft with other words for one question, in English alone; its address."""

    def reworded(text):
        items = tuple(item.model_copy(update={"text": text}) if item.id == "an1" else item for item in drafted().items)
        with desk.services.database.transaction() as db:
            row = db.get(Draft, draft.id)
            row.body = drafted().having(items=items, languages=("en",)).model_dump_json(exclude_defaults=True)
        return f"/instruments/drafts/{draft.id}"

    return reworded


def _chosen(page):
    """The class chosen in the form for the words of an1."""
    select = re.search(r'<select name="class.items.an1.text".*?</select>', page, re.DOTALL)[0]
    return re.search(r'value="(\w+)" selected', select)[1]


SAID = {"reason.items.an1.text": "Tried on 40 people.", "class.items.an1.text": CARE}


def _confirmed(client, address, reason="They answered alike in an interview."):
    """Press what stands under what waits for a second person; the response."""
    page = client.get(f"{address}/publish").text
    change = re.search(r'name="change" value="(\w+)"', page)[1]
    return post(client, f"{address}/confirm", key="items.an1.text", change=change, reason=reason)


def _published(client, address):
    page = client.get(f"{address}/publish").text
    counter = re.search(r'name="counter" value="(\d+)"', page)[1]
    return post(client, f"{address}/publish", counter=counter, reason="Better words")


def test_what_one_person_declares_in_the_form_waits_for_another(researcher, second_researcher, reviewed):
    address = reviewed(CALM)
    assert _chosen(researcher.get(f"{address}/publish").text) == NOT
    assert post(researcher, f"{address}/reasons", **SAID).status_code == 303
    page = researcher.get(f"{address}/publish").text
    assert _chosen(page) == CARE
    assert "You declared this; somebody else has to confirm it." in page
    assert "Not pooled or paired across versions 1 and 2, and the report will say so: Nervousness" in _spaced(page)
    refused = _published(researcher, address)
    assert (refused.status_code, "has to be said by two people" in refused.text) == (422, True)
    assert "I confirm it" in second_researcher.get(f"{address}/publish").text


def _spaced(page):
    return " ".join(page.split())


def test_once_a_second_person_confirms_it_with_a_reason_it_is_published_and_shown(
    researcher, second_researcher, reviewed, desk
):
    address = reviewed(CALM)
    post(researcher, f"{address}/reasons", **SAID)
    assert _confirmed(second_researcher, address).status_code == 303
    assert _published(researcher, address).status_code == 303
    with desk.services.database.reading() as db:
        kept = publication_of(db, "common-ground", 2)
        assert kept.classes == {"languages": "same", "items.an1.text": CARE}
        assert [each["reason"] for each in kept.confirmed["items.an1.text"]] == [
            "Tried on 40 people.", "They answered alike in an interview.",
        ]  # fmt: skip
        log = [(each.action, each.details.get("reason")) for each in db.query(AuditEntry).order_by(AuditEntry.number)]
    assert [each for each in log if "comparability" in each[0]] == [
        ("comparability declared", "Tried on 40 people."),
        ("comparability confirmed", "They answered alike in an interview."),
    ]
    page = researcher.get("/instruments/common-ground/2").text
    assert [said for said in ("Comparable with care", "Two people confirmed", "Tried on 40", "in an interview")
            if said not in page] == []  # fmt: skip


@pytest.mark.parametrize(
    "refused",
    [
        ("researcher", "I am sure.", "You declared this yourself"),
        ("second_researcher", " ", "Say why the answers compare"),
        ("second_researcher", "tried on 40 people. ", "That is the first person&#39;s reason"),
    ],
)
def test_a_confirmation_is_of_somebody_else_in_words_of_their_own(request, researcher, reviewed, refused):
    who, reason, why = refused
    address, confirming = reviewed(CALM), request.getfixturevalue(who)
    post(researcher, f"{address}/reasons", **SAID)
    change = _digest(researcher.get(f"{address}/publish").text)
    answer = post(confirming, f"{address}/confirm", key="items.an1.text", change=change, reason=reason)
    assert (answer.status_code, why in answer.text) == (422, True)


def _digest(page):
    return re.search(r'name="change.items.an1.text" value="(\w+)"', page)[1]


def test_the_second_person_who_keeps_the_form_as_it_is_has_confirmed_nothing(researcher, second_researcher, reviewed):
    address = reviewed(CALM)
    post(researcher, f"{address}/reasons", **SAID)
    post(second_researcher, f"{address}/reasons", **SAID)
    assert "You declared this; somebody else has to confirm it." in researcher.get(f"{address}/publish").text


def test_another_edit_after_the_confirmation_takes_it_away(researcher, second_researcher, reviewed):
    address = reviewed(CALM)
    post(researcher, f"{address}/reasons", **SAID)
    _confirmed(second_researcher, address)
    reviewed(CALM.replace("calm", "delighted"))
    assert _chosen(researcher.get(f"{address}/publish").text) == NOT


def test_a_class_is_forgotten_once_the_words_are_others(researcher, reviewed):
    address = reviewed(CALM)
    said = {"reason.items.an1.text": "Tried on 40 people.", "class.items.an1.text": CARE}
    post(researcher, f"{address}/reasons", **said)
    reviewed(CALM.replace("calm", "delighted"))
    assert _chosen(researcher.get(f"{address}/publish").text) == NOT


def test_words_that_a_translation_changes_count_where_people_may_have_answered_in_it(sqlite_database, clock):
    from evaluation.store.instruments.publishing import compared, sign

    welsh = instruments.translation("common-ground", 1, "cy")
    other = welsh.model_copy(
        update={"number": 2, "strings": {**welsh.strings, "items.an1.text": "Byddwn i’n dawel yn {place}."}}
    )
    with sqlite_database.transaction() as db:
        version = version_two().having(languages=("en", "cy"))
        assert "translations.cy.items.an1.text" not in _keys(compared(db, version, translations=[other]))
        sign(db, welsh, by="somebody", now=clock())
        assert "translations.cy.items.an1.text" in _keys(compared(db, version, translations=[other]))


def _keys(comparison):
    return [change.key for change in comparison.to_confirm]
