"""Cards, poster, host script and paper forms, each printed alone: in a language, so many, once however often asked."""

import io
import re
import uuid

import pytest
from pypdf import PdfReader

from evaluation.cli.operations.worker import HANDLERS
from evaluation.jobs import artefacts
from evaluation.jobs.leased_job import Pace, WorkerContext
from evaluation.jobs.worker import work_off
from evaluation.models import Card, Job, TranslationSignature
from evaluation.store.log.audit_entries import latest_entries
from instruments import translation, translation_digest


@pytest.fixture
def at(evening):
    """The address of the page of the pack."""
    return f"/experiments/{evening.id}/pack"


@pytest.fixture
def pages(desk):
    """Do what waits, as a worker does; what stands on each page of the last PDF that was made."""

    def printed():
        work_off(WorkerContext(services=desk.services, handlers={"pack": HANDLERS["pack"]}, pace=Pace(beat=0.1)))
        with desk.services.database.reading() as db:
            last = db.query(Job).order_by(Job.requested_at.desc(), Job.finished_at.desc()).first()
        assert last.state == "done", last.message
        made = artefacts.folder_of(desk.services.settings, last.content_hash) / "print-pack.pdf"
        return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(made.read_bytes())).pages]

    return printed


def counted(evening, table):
    with evening.database.reading() as db:
        return db.query(table).count()


def test_the_page_of_the_pack_leads_to_each_part(organiser, at):
    page = organiser.get(at).text
    parts = re.findall(r'href="[^"]+/pack/(\w+)"', page)
    assert parts == ["cards", "poster", "script", "paper", "large_paper"]


@pytest.mark.parametrize("part", ["paper", "large_paper"])
def test_the_sentences_above_the_paper_forms_stand_apart(organiser, at, part):
    assert "can be found again. Numbers go on" in organiser.get(f"{at}/{part}").text


def test_ten_more_cards_are_cards_alone(press, evening, at, pages):
    press(f"{at}/cards", number="10", hosts="0", language="")
    made = pages()
    assert ["Bring this card" in text for text in made] == [True, True]
    assert counted(evening, Card) == 10


@pytest.mark.parametrize(("part", "mark", "sheets"), [("poster", "Before and after", 3), ("script", "Host script", 6)])
def test_a_poster_or_script_alone_makes_no_card(press, evening, at, pages, *, part, mark, sheets):
    press(f"{at}/{part}", number="3", language="")
    made = pages()
    assert (sum(mark in text for text in made), len(made)) == (3, sheets)
    assert counted(evening, Card) == 0


def test_a_part_is_printed_in_the_language_that_is_chosen(press, evening, at, pages):
    evening.change(languages=["en", "cy"])
    press(f"{at}/poster", number="1", language="cy")
    made = pages()
    assert (len(made), "Cyn ac ar ôl" in made[0] or "Before" not in made[0]) == (1, True)


def test_so_many_paper_forms_of_each_wave_are_numbered(press, evening, at, pages):
    press(f"{at}/paper", number="2", language="")
    made = " ".join(pages())
    assert re.findall(r"Form (\d+)", made) == ["1", "2", "1", "2"]


def test_numbers_of_forms_go_on_from_those_printed_earlier(press, at, pages, clock):
    press(f"{at}/paper", number="2", language="", pack=str(uuid.uuid4()))
    pages()
    clock.advance(seconds=60)
    press(f"{at}/large_paper", number="1", language="", pack=str(uuid.uuid4()))
    assert re.findall(r"Form (\d+)", " ".join(pages())) == ["3", "3"]


def test_paper_forms_in_welsh_are_there_once_it_is_signed(organiser, press, evening, at, *, pages):
    evening.change(languages=["en", "cy"])
    digest = translation_digest(translation("common-ground", 1, "cy"))
    with evening.database.transaction() as db:
        db.add(TranslationSignature(digest=digest, signed_by="A second person", signed_at=evening.clock()))
    press(f"{at}/paper", number="1", language="cy")
    assert "cod ar eich cerdyn" in pages()[0]
    assert "Paper forms, numbers 1 to 1, Cymraeg" in organiser.get(at).text


def test_paper_in_a_language_that_nobody_signed_fails_with_a_sentence(organiser, press, evening, at, *, desk):
    evening.change(languages=["en", "cy"])
    press(f"{at}/paper", number="1", language="cy")
    work_off(WorkerContext(services=desk.services, handlers={"pack": HANDLERS["pack"]}, pace=Pace(beat=0.1)))
    assert "there is no paper form in it" in organiser.get(at).text


def test_one_page_sent_twice_prints_once(press, evening, at):
    for _ in range(2):
        press(f"{at}/cards", number="5", hosts="0", language="", pack="4d8f3a52-1111-4222-8333-94949494aaaa")
    assert (counted(evening, Card), counted(evening, Job)) == (5, 1)


def test_two_parts_asked_for_at_once_are_two_jobs(press, evening, at):
    for part in ("poster", "script"):
        press(f"{at}/{part}", number="1", language="")
    assert counted(evening, Job) == 2


@pytest.mark.parametrize(
    ("part", "number", "said"),
    [
        ("cards", "1201", "Between 1 and 1200 are printed at once. Print the rest after."),
        ("paper", "61", "Between 1 and 60 are printed at once."),
        ("poster", "0", "Between 1 and 50 are printed at once."),
    ],
)
def test_more_than_can_be_printed_at_once_is_refused_with_a_sentence(press, evening, at, *, part, number, said):
    assert said in press(f"{at}/{part}", number=number, hosts="0", language="").text
    assert (counted(evening, Card), counted(evening, Job)) == (0, 0)


def test_a_part_that_failed_is_made_again_with_the_same_cards(organiser, press, evening, at, desk):
    press(f"{at}/cards", number="5", hosts="0", language="")
    broken = WorkerContext(services=desk.services, handlers={"pack": "tests.jobs.handlers:refuse"}, pace=Pace(beat=0.1))
    work_off(broken)
    page = organiser.get(at).text
    fields = dict(re.findall(r'type="hidden" name="(pack|number|hosts|language)" value="([^"]*)"', page))
    address = re.search(r'action="(?:/staff)?(/experiments/[^"]+/pack/cards)"', page)[1]
    press(address, **fields)
    assert (counted(evening, Card), counted(evening, Job)) == (5, 1)


def test_no_script_is_offered_for_a_comparison_group(organiser, evening, at):
    evening.change(role="comparison")
    assert organiser.get(f"{at}/script").status_code == 404
    assert "/pack/script" not in organiser.get(at).text


def test_who_printed_a_part_is_written_down(press, evening, at):
    press(f"{at}/poster", number="2", language="")
    with evening.database.reading() as db:
        noted = [entry for entry in latest_entries(db, limit=9) if entry.action == "part of the pack printed"]
    assert [(entry.details["part"], entry.details["copies"]) for entry in noted] == [("poster", 2)]
