"""The print pack from its page: asked for once however often, made by a worker, then downloaded."""

import io
import re
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from pypdf import PdfReader

from evaluation.cli.operations.worker import HANDLERS
from evaluation.jobs import artefacts
from evaluation.jobs.leased_job import Pace, WorkerContext
from evaluation.jobs.worker import work_off
from evaluation.models import Card, Job, Participant
from evaluation.store.linking.reconciliation import accounts_of
from tests.staff_pages import desk_of, post


@pytest.fixture
def at(evening):
    """The address of the page."""
    return f"/experiments/{evening.id}/pack"


@pytest.fixture
def worked(desk):
    """Do what waits, as a worker does that prints nothing, or with another handler; how many jobs there were."""

    def work(handler="tests.jobs.handlers:blank_pack"):
        worker = WorkerContext(services=desk.services, handlers={"pack": handler}, pace=Pace(beat=0.1))
        return len(work_off(worker))

    return work


def cards(evening):
    with evening.database.reading() as db:
        return db.query(Card).count()


def jobs(evening):
    with evening.database.reading() as db:
        return db.query(Job).filter_by(kind="pack").all()


def on_page(page, name):
    """What a hidden field of a page says."""
    return re.search(rf'name="{name}"[^>]*value="([^"]+)"', page)[1]


def file_on(client, page):
    return client.get(re.search(r'href="/(?:staff/)?([^"]+[.]pdf)"', page)[1].join(("/", "")), buffered=True)


def test_the_pack_holds_the_cards_it_made_in_two_stacks(organiser, press, evening, at, worked):
    press(at, count="10", hosts="2")
    worked(HANDLERS["pack"])
    answer = file_on(organiser, organiser.get(at).text)
    with evening.database.reading() as db:
        roles = [row.role for row in db.query(Participant).join(Card)]
    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages)
    assert (sorted(roles), answer.mimetype) == (["guest"] * 8 + ["host"] * 2, "application/pdf")
    assert evening.words in words.replace(" ", "-") or evening.words in words


def test_a_press_is_answered_before_anything_is_printed(organiser, press, at, worked):
    answer = press(at, count="10", hosts="0")
    page = organiser.get(at).text
    assert (answer.status_code, answer.location) == (303, at)
    assert "Pack of 10 cards" in page
    assert "waits for its turn" in page
    assert 'http-equiv="refresh"' in page
    assert worked() == 1
    assert "Download the PDF" in organiser.get(at).text


def test_eight_presses_issue_one_set_of_cards(organiser, press, evening, at, worked):
    for _ in range(8):
        press(at, count="20", hosts="0")
    worked()
    for _ in range(3):
        press(at, count="20", hosts="0")
    assert (cards(evening), len(jobs(evening)), worked()) == (20, 1, 0)


def test_one_page_sent_again_after_its_pack_is_made_issues_no_more(organiser, evening, at, worked):
    page = organiser.get(at).text
    sent = {"csrf_token": on_page(page, "csrf_token"), "pack": on_page(page, "pack"), "count": "5", "hosts": "0"}
    for _ in range(2):
        organiser.post(at, data=sent)
        worked()
    assert (cards(evening), len(jobs(evening))) == (5, 1)


def test_whoever_asks_afresh_once_it_is_made_gets_more_cards(organiser, press, evening, at, worked):
    for _ in range(2):
        press(at, count="5", hosts="0", pack=on_page(organiser.get(at).text, "pack"))
        worked()
    assert (cards(evening), len(jobs(evening))) == (10, 2)
    assert "More cards" in organiser.get(at).text


def test_two_pages_that_ask_alike_while_it_is_under_way_make_one(press, evening, at):
    for _ in range(2):
        press(at, count="5", hosts="0", pack=str(uuid.uuid4()))
    assert (cards(evening), len(jobs(evening))) == (5, 1)


def test_presses_at_one_moment_on_either_engine_issue_one_set(settings, database, clock):
    desk = desk_of(settings, database, clock)
    person = desk.person("organiser", chapter=desk.north)
    clients = [desk.as_person(person) for _ in range(6)]
    address = f"/experiments/{desk.here.id}/pack"
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda client: post(client, address, count="7", hosts="0").status_code, clients))
    with database.reading() as db:
        accounts = accounts_of(db, desk.here.id)
    assert (answers, accounts.cards, accounts.unused, accounts.faults) == ([303] * 6, 7, 7, ())


def test_why_it_failed_is_said_and_the_same_cards_are_printed_when_asked_again(organiser, evening, press, at, worked):
    press(at, count="5", hosts="0")
    worked("tests.jobs.handlers:refuse")
    page = organiser.get(at).text
    assert "And here is another reason." in page
    press(at, count=on_page(page, "count"), hosts="0", pack=on_page(page, "pack"))
    worked()
    assert (cards(evening), len(jobs(evening))) == (5, 1)
    assert "Download the PDF" in organiser.get(at).text


def test_a_pack_whose_file_is_gone_is_made_again_with_the_same_cards(desk, evening, press, at, worked):
    for _ in range(2):
        press(at, count="5", hosts="0")
        worked()
        (job,) = jobs(evening)
        for path in artefacts.folder_of(desk.services.settings, job.content_hash).iterdir():
            path.unlink()
        artefacts.folder_of(desk.services.settings, job.content_hash).rmdir()
    assert (cards(evening), job.attempts) == (5, 2)


def test_where_no_worker_runs_the_page_says_so(organiser, press, clock, at):
    press(at, count="5", hosts="0")
    before = organiser.get(at).text
    clock.advance(seconds=30)
    assert ("is not running" in before, "is not running" in organiser.get(at).text) == (False, True)


def test_the_pack_of_one_experiment_is_not_found_at_another(desk, press, evening, at, worked):
    press(at, count="5", hosts="0")
    worked()
    (job,) = jobs(evening)
    everywhere = desk.signed_in("organiser", study=desk.study)
    found = [
        everywhere.get(f"/experiments/{each}/pack/{job.id}.pdf", buffered=True).status_code
        for each in (desk.here.id, desk.there.id)
    ]
    assert found == [200, 404]


@pytest.mark.parametrize(
    ("sent", "said"),
    [({"count": "0", "hosts": "0"}, "Between 1 and 1200"), ({"count": "5", "hosts": "6"}, "cannot be more of them")],
)
def test_stacks_that_cannot_be_are_refused_and_no_card_is_made(press, evening, at, sent, said):
    assert said in press(at, **sent).text
    assert (cards(evening), jobs(evening)) == (0, [])


@pytest.mark.parametrize(("expected", "proposed"), [(46, 51), (500, 550), (1090, 1199), (3000, 1200), (None, 40)])
def test_a_tenth_more_cards_than_people_are_proposed(organiser, evening, at, expected, proposed):
    evening.change(expected=expected)
    assert f'value="{proposed}"' in organiser.get(at).text
