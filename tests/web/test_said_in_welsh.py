"""Sentences of code that knows no language are read in Welsh too: the log, the checklist, sums, a warning."""

import re
from pathlib import Path

import pytest

import evaluation
from evaluation.accounts.logged_actions import LOGGED_ACTIONS
from evaluation.authoring.sections.entries import number_in, share_in
from evaluation.authoring.versions.checklist_titles import CHECKLIST_TITLES
from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.store.instruments.drafts import Writer, add_draft
from evaluation.store.instruments.modules import modules_of
from evaluation.store.instruments.publication_digest import DECLARATION_CHANGED
from evaluation.store.instruments.published_versions import translations_of, version_of
from evaluation.store.linking.reconciliation import IdentityTerms
from evaluation.store.log.audit_entries import add_entry
from evaluation.web.audit_log import account_actor
from evaluation.web.i18n import in_own_language, use_language
from instruments import InvalidInstrument
from instruments.checklist import checklist
from tests.staff_pages import post
from tests.web.test_reading_in_welsh import choose

NOTED = re.compile(r"(?:log_action|log_action_of|[.]note)[(](?:[^()]|[(][^()]*[)])*?\"([a-z][a-z' -]+ [a-z' -]+)\"")


SUBJECTS = {"public address", "second factor"}
"""To what something was done, or how, and not what."""


def noted_in_code():
    """The actions that code of the pages and the store writes down, where they stand as they are."""
    texts = [path.read_text(encoding="utf-8") for path in Path(evaluation.__file__).parent.rglob("*.py")]
    return {action for text in texts for action in NOTED.findall(text)}


def test_everything_that_is_written_down_can_be_read_in_welsh():
    found = noted_in_code()
    assert len(found) > 40
    assert found - set(LOGGED_ACTIONS) - SUBJECTS == set()


def test_the_log_is_read_in_welsh_and_looked_through_by_what_is_stored(desk):
    with desk.services.database.transaction() as db:
        about = {"actor": account_actor(None), "subject": "study", "now": desk.services.clock()}
        add_entry(db, b"k" * 32, action="cards made", **about)
        add_entry(db, b"k" * 32, action="study exported", **about)
    client = desk.signed_in("administrator")
    choose(client, "cy")
    page = client.get("/audit?action=cards+made").text
    assert ("gwnaed cardiau" in page, 'value="cards made" selected' in page) == (True, True)
    assert '<td data-label="Beth">allforiwyd' not in page


def test_that_a_published_version_was_changed_is_read_in_welsh(desk):
    said = Message(DECLARATION_CHANGED, name="own/2")
    with desk.app.test_request_context():
        use_language("cy")
        assert in_own_language(said).startswith("Nid yr hyn a ddywedwyd pan gyhoeddwyd own/2")


@pytest.mark.parametrize(
    ("name", "said"), [("about-you/x", "Nid modiwl yw “about-you/x”"), ("nothing", "Nid oes offeryn o’r enw “nothing”")]
)
def test_a_module_that_there_is_not_is_refused_in_welsh(desk, name, said):
    with desk.services.database.reading() as db, pytest.raises(Refused) as refusal:
        modules_of(db, [name])
    with desk.app.test_request_context():
        use_language("cy")
        assert in_own_language(refusal.value.faults[0]).startswith(said)


def test_each_line_of_the_checklist_has_its_welsh(desk):
    with desk.services.database.reading() as db:
        titles = {line.title for line in checklist(version_of(db, "common-ground", 1))}
    with desk.app.test_request_context():
        assert titles == {str(title) for title in CHECKLIST_TITLES}


def in_welsh(desk, said):
    with desk.app.test_request_context():
        from evaluation.web.i18n import use_language

        use_language("cy")
        return in_own_language(said)


@pytest.mark.parametrize("wrong", [{"cards": 9}, {"submitted": 9}, {"withdrawn": 2}])
def test_what_does_not_add_up_is_said_in_welsh(desk, wrong):
    names = IdentityTerms.__dataclass_fields__
    for fault in IdentityTerms(**{**dict.fromkeys(names, 0), **wrong}).faults:
        assert isinstance(fault, Message)
        assert in_welsh(desk, fault) != str(fault)


def test_a_language_in_which_nobody_can_be_asked_is_warned_of_in_welsh(desk):
    with desk.services.database.transaction() as db:
        db.merge(desk.here).languages = ["en", "cy"]
    client = desk.signed_in("organiser")
    choose(client, "cy")
    page = client.get(f"/experiments/{desk.here.id}/pack").text
    assert "ond ni ellir gofyn i neb yn Cymraeg" in page


def test_what_is_wrong_with_a_draft_is_said_in_welsh_with_the_key_it_stands_at(desk):
    with desk.services.database.transaction() as db:
        version, now = version_of(db, "common-ground", 1), desk.services.clock()
        writer = Writer("-", "somebody", now)
        draft = add_draft(db, version, based_on=1, translations=translations_of(db, version), writer=writer).id
    client = desk.signed_in("researcher")
    choose(client, "cy")
    page = f"/instruments/drafts/{draft}"
    counter = re.search(r'name="counter" value="(\d+)"', client.get(f"{page}/items/bt1").text)[1]
    post(client, f"{page}/items/bt1/remove", counter=counter)
    answer = client.get(f"{page}/items/bt1")
    assert "bt1: mae angen yr eitem hon ar y raddfa" in answer.text


@pytest.mark.parametrize(
    ("read", "typed", "said"),
    [(number_in, "4.5", "Nid yw '4.5' yn rhif cyfan."), (share_in, "half", "Nid yw 'half' yn rhif.")],
)
def test_a_number_that_is_none_is_refused_in_welsh(desk, read, typed, said):
    with pytest.raises(InvalidInstrument) as refused:
        read(typed, key="margin")
    (problem,) = refused.value.problems
    assert in_welsh(desk, problem.sentence) == said


def test_an_english_host_script_names_the_buttons_as_the_welsh_page_does(desk):
    organiser = desk.signed_in("organiser", chapter=desk.north)
    at = f"/experiments/{desk.here.id}"
    names = ("Agor Cyn", "Cau Cyn", "Agor Wedyn", "Cau Wedyn")
    english = organiser.get(f"{at}/script").text
    choose(organiser, "cy")
    welsh = organiser.get(f"{at}/script").text
    assert [name for name in names if name in english] == []
    assert [f"({name})" in welsh for name in names] == [True] * 4
    assert "Press Open Before. (Agor Cyn)" in " ".join(organiser.get(at).text.split())
