"""Whatever stands in a page that becomes a PDF, nothing is fetched for it: no connection, no look-up, no file."""

import io
import logging
from datetime import UTC, datetime

import pikepdf
import pytest
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError

from evaluation.fieldwork.print_pack.pack_job import make_pack
from evaluation.fieldwork.seating.sheets_job import make_sheets
from evaluation.impact_report.formats import pdf
from evaluation.printing.pdf_ua import pdf_of
from evaluation.printing.url_fetcher import PackagedOnly
from tests.markup.marked_world import marked_world_of
from tests.markup.reports import report_saying
from tests.markup.vectors import BOMBS, TYPED, WAYS, Fetches

pytestmark = [pytest.mark.integration, pytest.mark.filterwarnings("ignore")]
ACTIONS = (
    "/JavaScript",
    "/JS",
    "/Launch",
    "/GoToR",
    "/GoToE",
    "/SubmitForm",
    "/ImportData",
    "/EmbeddedFile",
    "/RichMedia",
)
EVERYDAY = ("http", "file")
PRINTED = datetime(2026, 5, 14, tzinfo=UTC)


@pytest.fixture(scope="module")
def fetches(tmp_path_factory):
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    canary = tmp_path_factory.mktemp("kept") / "canary.svg"
    canary.write_text("<svg xmlns='http://www.w3.org/2000/svg'><text>canary</text></svg>", encoding="utf-8")
    found = Fetches(canary)
    yield found
    found.close()


def pages(fetches, kinds):
    """Each way with each kind of address, as a page."""
    addresses = fetches.addresses()
    return [f"<!doctype html><title>a</title>{way.format(at=addresses[kind])}" for kind in kinds for way in WAYS]


def drawn(page, **how):
    """A page as PDF; nothing where the renderer refused it."""
    try:
        return HTML(string=page, base_url="about:blank", **how).write_pdf()
    except (FatalURLFetchingError, Exception):  # noqa: BLE001 - a refusal, or a page that no renderer reads
        return b""


def test_no_way_of_a_page_fetches_anything(fetches):
    tried = pages(fetches, EVERYDAY)
    with fetches.watched() as seen:
        made = [drawn(page, url_fetcher=PackagedOnly()) for page in tried]
    assert seen == []
    assert len(tried) >= 60
    assert sum(not each for each in made) > len(tried) // 3
    assert [each for each in made if each and b"canary" in each] == []


@pytest.mark.long
def test_no_kind_of_address_is_fetched(fetches, record_property):
    tried = pages(fetches, fetches.addresses())
    with fetches.watched() as seen:
        for page in tried:
            drawn(page, url_fetcher=PackagedOnly())
    record_property("vectors", len(tried))
    assert seen == []


def test_the_renderers_own_fetcher_would_be_noticed(fetches):
    with fetches.watched() as seen:
        for page in pages(fetches, EVERYDAY):
            drawn(page)
    assert seen.count("the file") > 5
    assert seen.count("a connection") > 5


@pytest.mark.parametrize("page", BOMBS)
def test_what_an_address_holds_itself_fetches_nothing(fetches, page):
    with fetches.watched() as seen:
        drawn(f"<!doctype html><title>a</title>{page}", url_fetcher=PackagedOnly())
    assert seen == []


def typed(fetches, *, turn=0):
    """What stands in every column of text: each way in turn, with an address that is watched."""
    at = iter(range(turn, turn + 10**6))
    addresses = [fetches.addresses()[kind] for kind in EVERYDAY]

    def at_place(_place):
        def say(column, length):
            number = next(at)
            way = TYPED[number % len(TYPED)].format(at=addresses[number % len(addresses)])
            if column.endswith("email"):
                return f"{number}@example.org"
            return way[:length] if length else way

        return say

    return at_place


def does_nothing(content):
    """What of a PDF could act or was put into it."""
    with pikepdf.open(io.BytesIO(content)) as document:
        texts = [str(each) for each in document.objects if isinstance(each, pikepdf.Dictionary | pikepdf.Stream)]
        names = set(document.Root.get("/Names", pikepdf.Dictionary()).keys())
    return [action for action in ACTIONS if action in names or any(f'"{action}"' in text for text in texts)]


def printed(services, world, folder):
    """All that a worker prints of an evening."""
    size = {"count": 2, "hosts": 1, "language": "", "copies": 1}
    about = {"subject": str(world.north["experiment"]), "asked_at": PRINTED.isoformat(), "pack": "x"}
    stacks = {"host": [world.north["card"]], "guest": [world.south["card"]]}
    for part in ("pack", "large_paper"):
        wanted = {**about, "size": {**size, "part": part, "language": "en" if part == "large_paper" else ""}}
        make_pack(services, {**wanted, "stacks": stacks}, folder=folder, step=lambda *_said: None)
        yield (folder / "print-pack.pdf").read_bytes()
    asked = {"version": str(world.north["seating"]), "asked_at": PRINTED.isoformat(), "subject": about["subject"]}
    make_sheets(services, asked, folder=folder, step=lambda *_said: None)
    yield (folder / "seating.pdf").read_bytes()


def test_nothing_that_anybody_types_makes_a_print_fetch(fetches, mounted, tmp_path):
    world = marked_world_of(mounted.services, typed(fetches))
    with fetches.watched() as seen:
        made = list(printed(mounted.services, world, tmp_path))
    assert seen == []
    assert [does_nothing(each) for each in made] == [[], [], []]


@pytest.mark.long
@pytest.mark.parametrize("turn", range(1, len(TYPED)))
def test_nothing_that_anybody_types_makes_a_print_fetch_wherever_it_stands(fetches, mounted, tmp_path, turn):
    world = marked_world_of(mounted.services, typed(fetches, turn=turn))
    with fetches.watched() as seen:
        made = list(printed(mounted.services, world, tmp_path))
    assert seen == []
    assert [does_nothing(each) for each in made] == [[], [], []]


@pytest.mark.long
def test_nothing_that_anybody_types_makes_a_report_fetch(fetches):
    say = typed(fetches)("report")
    made = report_saying(lambda: say("report", None), themes=len(TYPED))
    with fetches.watched() as seen:
        content = pdf.pages(made)
    assert seen == []
    assert does_nothing(content) == []


def test_what_could_act_in_a_pdf_would_be_noticed():
    with pikepdf.open(io.BytesIO(pdf_of("<!doctype html><title>a</title><p>a", at=PRINTED))) as document:
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"), JS=pikepdf.String("a"))
        held = io.BytesIO()
        document.save(held)
    assert "/JavaScript" in does_nothing(held.getvalue())
