"""The audit log is read by name, searched, narrowed to a person, an action and days, and taken away as a file."""

import csv
import io
import re
import uuid

import pytest

from evaluation.models import Role, RoleGrant
from evaluation.storage.keys import key
from evaluation.store.log.audit_entries import Actor, add_entry
from tests.staff_pages import post


@pytest.fixture
def root(desk):
    return desk.signed_in("administrator", email="root@example.org")


@pytest.fixture
def mair(desk):
    account = desk.person("organiser", chapter=desk.north, email="mair@example.org")
    for move in ("open", "close"):
        post(desk.as_person(account), f"/experiments/{desk.here.id}/waves/pre/{move}")
    return account


def rows(page):
    """The cells of each entry."""
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    return [[re.sub(r"\s+", " ", cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
            for row in re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)]  # fmt: skip


def test_entries_name_people_and_evenings_and_no_id(root, mair):
    page = root.get("/audit").text
    assert [row[2:5] for row in rows(page)] == [
        ["mair@example.org", "wave closed", "experiment: North Hall, 2026-05-14"],
        ["mair@example.org", "wave opened", "experiment: North Hall, 2026-05-14"],
    ]
    assert rows(page)[0][5] == "wave: pre"
    assert re.search(r"[0-9a-f]{8}-[0-9a-f]{4}", page.partition("<tbody>")[2]) is None


def test_what_was_done_with_an_evening_key_names_the_key(root, mair, desk):
    keys = f"/experiments/{desk.here.id}/key"
    handed = post(desk.as_person(mair), keys, page=keys, name="Siân").text
    secret = re.search(r"/staff/evening/([\w-]+)", handed)[1]
    desk.app.test_client().post(f"/evening/{secret}/waves/post/open")
    assert rows(root.get("/audit").text)[0][2:4] == ["evening key: Siân", "wave opened"]
    assert [row[3] for row in rows(root.get("/audit?words=Siân").text)] == ["wave opened", "evening key made"]


def test_the_log_is_narrowed_to_a_person_and_an_action(root, mair, desk):
    post(root, "/people", page="/people", email="new@example.org", roles="evaluator", where="everywhere")
    assert [row[3] for row in rows(root.get(f"/audit?person={mair.id}&action=wave+opened").text)] == ["wave opened"]
    assert [row[3] for row in rows(root.get("/audit?action=person+invited").text)] == ["person invited"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [("words=north", 2), ("words=MAIR", 2), ("words=closed", 1), ("words=north+opened", 1), ("words=south", 0)],
)
def test_words_are_looked_for_in_names_and_in_what_was_done(root, mair, asked, found):
    assert str(rows(root.get(f"/audit?{asked}").text)).count("North Hall") == found


@pytest.mark.parametrize(
    ("asked", "said"),
    [("since=2026-05-14", True), ("since=2026-05-15", False), ("until=2026-05-14", True), ("until=2026-05-13", False)],
)
def test_days_are_whole_days(root, mair, asked, said):
    assert ("wave opened" in str(rows(root.get(f"/audit?{asked}").text))) is said


@pytest.mark.parametrize("asked", ["person=x", "since=yesterday", "until=9999-12-31", "before=x", "action=nothing"])
def test_what_cannot_be_meant_breaks_no_page(root, mair, asked):
    assert root.get(f"/audit?{asked}").status_code == 200


def test_a_hundred_stand_on_a_page_and_the_older_on_the_next(root, desk):
    key, now = b"k" * 32, desk.services.clock()
    with desk.services.database.transaction() as db:
        for number in range(130):
            add_entry(db, key, actor=Actor("command line"), action="did", subject=f"thing {number}", now=now)
    first = root.get("/audit").text
    older = re.search(r'href="(?:/staff)?(/audit[?][^"]*before=\d+[^"]*)"', first)[1]
    second = root.get(older.replace("&amp;", "&")).text
    assert (rows(first)[-1][0], rows(second)[0][0]) == ("31", "30")
    assert "Older entries" not in second


def test_the_file_holds_what_was_looked_for_and_no_formula(root, mair, desk):
    with desk.services.database.transaction() as db:
        add_entry(db, b"k" * 32, actor=Actor("=1+1"), action="did", subject="thing", now=desk.services.clock())
    answer = root.get("/audit.csv")
    table = list(csv.reader(io.StringIO(answer.text)))
    assert table[0] == ["number", "at", "who", "what", "subject", "details"]
    assert [row[2] for row in table[1:]] == ["'=1+1", "mair@example.org", "mair@example.org"]
    assert len(list(csv.reader(io.StringIO(root.get("/audit.csv?action=wave+opened").text)))) == 2


def test_a_chapters_administrator_reads_of_that_chapter_alone(root, mair, desk):
    far = desk.person("organiser", chapter=desk.south)
    post(desk.as_person(far), f"/experiments/{desk.there.id}/waves/pre/open")
    south = desk.signed_in(Role.ADMINISTRATOR, chapter=desk.south)
    for address in ("/audit", "/audit.csv"):
        said = south.get(address).text
        assert ("South Hall" in said, "North Hall" in said) == (True, False)
        assert "mair" not in said


def test_the_page_of_people_leads_to_the_log(root):
    assert re.search(r'href="(?:/staff)?/audit"', root.get("/people").text)


def test_whoever_lost_their_role_keeps_their_name_in_what_they_did(mair, desk):
    chapter = desk.signed_in("administrator", chapter=desk.north, email="north@example.org")
    place = f"{desk.study.id}/{desk.north.id}"
    post(chapter, "/people", page="/people", email="mair@example.org", roles="evaluator", where=place)
    for grant in re.findall(r"/people/grants/([0-9a-f-]{36})/remove", chapter.get("/people").text):
        if str(mair.id) in str(grant_owner(desk, grant)):
            post(chapter, f"/people/grants/{grant}/remove", page="/people")
    found = [row[2:4] for row in rows(chapter.get("/audit").text)]
    assert ["mair@example.org", "wave closed"] in found
    assert [row[3:5] for row in rows(chapter.get("/audit").text)][:2] == [
        ["role taken away", "account: mair@example.org"],
        ["role taken away", "account: mair@example.org"],
    ]


def test_and_what_becomes_of_them_elsewhere_is_not_shown(mair, desk, root):
    chapter = desk.signed_in("administrator", chapter=desk.north, email="north@example.org")
    place = f"{desk.study.id}/{desk.north.id}"
    post(chapter, "/people", page="/people", email="mair@example.org", roles="evaluator", where=place)
    for grant in re.findall(r"/people/grants/([0-9a-f-]{36})/remove", root.get("/people").text):
        if str(mair.id) in str(grant_owner(desk, grant)):
            post(root, f"/people/grants/{grant}/remove", page="/people")
    south = f"{desk.study.id}/{desk.south.id}"
    post(root, "/people", page="/people", email="mair@example.org", roles="organiser", where=south, known="y")
    assert "South" not in chapter.get("/audit").text


def grant_owner(desk, grant):
    with desk.services.database.reading() as db:
        return db.get_one(RoleGrant, uuid.UUID(grant)).account_id


def test_details_have_commas_between_and_nothing_that_is_empty(root, desk):
    with desk.services.database.transaction() as db:
        add_entry(
            db,
            key(desk.services.settings, "audit"),
            actor=Actor("command line"),
            action="webhook added",
            subject="x",
            now=desk.services.clock(),
            details={"webhook": str(uuid.uuid4()), "events": ["wave.closed", "release.published"]},
        )
    assert rows(root.get("/audit").text)[0][5] == "events: wave.closed, release.published"
