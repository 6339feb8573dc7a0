"""Consent by kind: those at a meeting online, and under 16s whose parent agreed, read what is meant for them."""

import random

import pytest

import instruments
from evaluation.authoring.sections import titles_and_consent
from evaluation.models import Experiment, Study
from evaluation.participants_app import participants_app
from evaluation.web.app import Services
from instruments.comparison import compare
from instruments.modules import joined
from tests.hall import Phone
from tests.questions.asked import TEXT, VERSION, Walk

KINDS = """\
online = ["The call is not recorded."]
parent = ["Your parent or carer knows of this.", "You can stop, whatever they said."]
"""
VERSION_OF_KINDS = instruments.parse(TEXT.replace('agree = "Yes"', f'{KINDS}agree = "Yes"'))
ANYBODY, ONLINE, PARENT = (
    "We don&#39;t ask your name.",
    "The call is not recorded.",
    "You can stop, whatever they said.",
)


@pytest.fixture
def walk(database, settings, clock):
    found = Walk(database, clock, random.Random(7), version=VERSION_OF_KINDS)
    found.settings = settings
    return found


@pytest.fixture
def screen(walk):
    """What the first screen tells, by how it is asked for."""
    return lambda query="": walk.phone().get(f"/{walk.words}{query}").get_data(as_text=True)


def arranged(walk, *, kind="weaving_trust", parental=False):
    with walk.database.transaction() as db:
        db.query(Experiment).one().kind = kind
        db.query(Study).one().parental_consent = parental


def told(page):
    return [said in page for said in (ANYBODY, ONLINE, PARENT)]


def test_anybody_reads_what_is_told_to_anybody(walk, screen):
    assert told(screen()) == [True, False, False]


def test_at_a_meeting_online_its_own_statements_are_told(walk, screen):
    arranged(walk, kind="online")
    assert told(screen()) == [False, True, False]


def test_whose_parent_agreed_reads_what_is_meant_for_them_online_too(walk, screen):
    arranged(walk, kind="online", parental=True)
    assert told(screen()) == [False, True, False]
    assert told(screen("?parental=1")) == [False, False, True]


def test_where_parents_are_not_asked_nobody_reads_their_statements(walk, screen):
    assert told(screen("?parental=1")) == [True, False, False]


def test_what_is_told_on_coming_back_is_of_the_same_kind(walk):
    arranged(walk, parental=True)
    app = participants_app(Services(walk.settings, walk.database, walk.clock))
    app.testing = True
    phone = Phone(app)
    phone.get(f"/{walk.words}?parental=1")
    address, hidden = phone.form()
    phone.post(address, hidden)
    phone.open(phone.page.headers["Location"])
    phone.send({"bt1": "4"})
    walk.close("pre")
    walk.open("post")
    assert told(phone.get(f"/{walk.words}").get_data(as_text=True)) == [False, False, True]


def test_a_consent_without_kinds_tells_all_the_same():
    consent = VERSION.consent
    assert consent.statements_of(is_online=True, by_parent=True) == consent.statements


def test_kinds_are_translated_and_other_words_of_one_are_other_consent():
    strings = instruments.strings_of(VERSION_OF_KINDS)
    assert (strings["consent.online.1"], strings["consent.parent.2"]) == (ONLINE, PARENT)
    welsh = instruments.Translation(
        instrument="walk", number=1, language="cy", strings={"consent.online.1": "Ni chaiff yr alwad ei recordio."}
    )
    assert instruments.translated(VERSION_OF_KINDS, welsh).consent.online == ("Ni chaiff yr alwad ei recordio.",)
    assert [each.key for each in compare(VERSION, VERSION_OF_KINDS).changes] == ["consent"]


def test_what_a_module_says_besides_is_said_in_each_kind():
    module = VERSION.having(id="extra", scales=(), items=())
    module = module.having(consent=module.consent.model_copy(update={"statements": ("It asks about faith.",)}))
    consent = joined(VERSION_OF_KINDS, [module], wave="pre").consent
    assert consent.online == (ONLINE, "It asks about faith.")
    assert consent.parent[-1] == "It asks about faith."
    assert joined(VERSION, [module], wave="pre").consent.online == ()


def test_the_editor_takes_and_shows_each_kind():
    typed = {**titles_and_consent.values(VERSION, "instrument"), "consent_online": "One.\n\nTwo."}
    version = titles_and_consent.put(VERSION, "instrument", typed)
    assert version.consent.online == ("One.", "Two.")
    assert titles_and_consent.values(version, "instrument")["consent_online"] == "One.\nTwo."
