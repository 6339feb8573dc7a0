"""Every route of participants by phones that did not answer: what somebody sent is neither shown nor changed."""

import itertools
import uuid
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from evaluation.models import Consent, MemoryAnswer, OpenAnswer, Participant, Response, Role
from evaluation.participants_app import participants_app
from tests.hall import Phone
from tests.people.matrix.snapshots import digest_of
from tests.people.matrix.walk import ANSWERED, marked
from tests.populated.world import world_of

READS = {
    "phone_trial.hello",
    *("front.front", "front.join", "joining.start", "joining.start_with_a_stroke", "returning.open_now"),
    *("privacy.at_meeting", "privacy.everywhere", "receipt.receipt", "reminder.entry", "remembering.remember"),
    *("rights.ask_for_code", "rights.under_16", "handing_on.ask_to_hand_on", "unsent_by_card.go_on_by_card"),
    *("static_files.asset", "static_files.clip", "static_files.preview", "static_files.worker"),
    *("accessibility.statement", "complaint.ask", "complaint.read_answer", "security_contact.security_txt"),
    *("answering.questionnaire", "joining.start_with_card"),
}
"""What changes nothing of anybody's."""
WRITES = {
    *("answering.submit", "joining.begin", "joining.use_card", "remembering.keep", "rights.take_back"),
    *("complaint.send", "begun_by_another.go_on", "handing_on.next_person", "handing_on.undo", "unsent_by_card.claim"),
}
"""What writes for whoever sends it, and for nobody else."""
UNDECLARED = (
    "{endpoint} ({rule}) stands in neither READS nor WRITES of tests/people/matrix/test_participants_matrix.py. Put it "
    "where it belongs: whether it changes anything that is kept."
)
SENT = {
    "bt1": "1", "op1": "not theirs", "consent": "1", "lang": "en", "same": "yes", "ask": "1", "sure": "1",
    "carer_letter": "b", "birth_day": "3", "town_letter": "c",
}  # fmt: skip


@pytest.fixture
def app(mounted):
    return participants_app(mounted.services)


@pytest.fixture
def evening(mounted, app):
    """Two people of one evening who sent their After, each on their own phone; the other is who is attacked."""
    world = world_of(mounted.services, marked)
    words, phones = world.north["experiment words"], {}
    for name, text in (("own", "mine"), ("other", f"{ANSWERED.decode()} in private")):
        phones[name] = Phone(app)
        at = phones[name].start(words, lang="en", consent="1", wave="post")
        assert phones[name].send({"bt1": "9", "op1": text}).status_code == 303
        phones[f"{name} response"] = uuid.UUID(at.split("/")[4].partition("?")[0])
    return SimpleNamespace(world=world, **{name.replace(" ", "_"): held for name, held in phones.items()})


def kept_of(mounted, response):
    """All that is kept of somebody who answered."""
    with mounted.services.database.reading() as db:
        row = db.get(Response, response)
        if row is None:
            return None
        of = row.participant_id
        theirs = (
            *db.scalars(select(Response).where(Response.participant_id == of)),
            *db.scalars(select(OpenAnswer).where(OpenAnswer.response_id == response)),
            *db.scalars(select(MemoryAnswer).where(MemoryAnswer.response_id == response)),
            *db.scalars(select(Consent).where(Consent.participant_id == of)),
            db.get_one(Participant, of),
        )
        return [{column.key: getattr(each, column.key) for column in each.__table__.columns} for each in theirs]


def cells(app, evening, phones):
    """Every route by every phone, at their evening and another, about the other's form and their own; each once."""
    seen = set()
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        for method, phone, place, response in itertools.product(
            sorted(rule.methods & {"GET", "POST"}), phones, ("north", "south"), ("other", "own")
        ):
            at = getattr(evening.world, place)
            values = {
                "words": at["experiment words"], "wave": "post", "language": "en", "name": "x", "digest": "x",
                "response": getattr(evening, f"{response}_response"), "token": at["card"], "number": 1,
                "instrument": "common-ground",
            }  # fmt: skip
            named = {name: values[name] for name in rule.arguments}
            address = rule.build(named, append_unknown=False)[1]
            if (method, phone, address) not in seen:
                seen.add((method, phone, address))
                yield rule, method, phone, address, f"{place}, {response}"


def test_every_route_says_here_whether_it_writes(app):
    rules = list(app.url_map.iter_rules())
    unsaid = [
        UNDECLARED.format(endpoint=rule.endpoint, rule=rule.rule)
        for rule in rules
        if rule.endpoint not in READS | WRITES
    ]
    assert unsaid == [], "\n".join(unsaid)
    assert sorted((READS | WRITES) - {rule.endpoint for rule in rules}) == []


def test_no_phone_sees_or_changes_what_another_sent(mounted, app, evening, record_property):
    staff = mounted.person("all@example.org", *Role)
    phones = {
        "a phone of their own": evening.own.client,
        "a new phone": app.test_client(),
        "a phone without cookies": app.test_client(use_cookies=False),
        "somebody of staff": staff.client,
    }
    database = mounted.services.database
    wrong, count, before = [], 0, kept_of(mounted, evening.other_response)
    for rule, method, phone, address, about in cells(app, evening, phones):
        state = digest_of(database) if (method, phone) == ("GET", "a new phone") else None
        answer = phones[phone].open(address, method=method, data=SENT if method == "POST" else None)
        data = answer.data
        answer.close()
        count += 1
        said = f"{method} {rule.rule} by {phone}, {about}: {answer.status_code}"
        if answer.status_code >= 500 or ANSWERED in data:
            wrong.append(f"{said} shows what another sent" if answer.status_code < 500 else said)
        if kept_of(mounted, evening.other_response) != before:
            wrong.append(f"{said} changed what another sent")
            before = kept_of(mounted, evening.other_response)
        if state is not None and state != digest_of(database):
            wrong.append(f"{said} changed something by looking")
    record_property("cells", count)
    assert wrong == [], "\n".join([f"{len(wrong)} of {count} cells:", *wrong])
    assert count > 250


def test_the_phone_that_sent_it_may_go_on_and_another_may_not(mounted, evening):
    again = f"{evening.other.at}?again=1"
    assert [phone.get(again).status_code for phone in (evening.other, evening.own)] == [200, 409]
    before = kept_of(mounted, evening.other_response)
    evening.other.send({"bt1": "2"})
    assert kept_of(mounted, evening.other_response) != before
