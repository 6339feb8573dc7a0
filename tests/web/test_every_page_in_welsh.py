"""Every page that staff can open is walked in Welsh: no sentence of ours is English, whatever it names."""

import re
from dataclasses import dataclass

import pytest
from babel.messages.pofile import read_po
from lxml import html

from evaluation.models import Experiment, Kind
from evaluation.store.instruments.drafts import Writer, add_draft
from evaluation.store.instruments.published_versions import translations_of, version_of
from evaluation.store.studies.waves import close_wave, open_wave
from evaluation.web.access import PUBLIC, declaration_of
from tests.fieldwork.conftest import Evening
from tests.web.test_reading_in_welsh import ENGLISH, choose, left_in_english
from tests.web.test_staff_words import FOLDER

IN_ITS_OWN_LANGUAGES = {"screen", "script", "count", "now", "phone", "codebook"}
"""The last part of addresses whose words are those of the evening or of a questionnaire, or none."""
ROLES = ("organiser", "evaluator", "researcher", "administrator")
BLANK = re.compile(r"%\(\w+\)[sd]")


@dataclass(frozen=True)
class WithBlanks:
    """A message of ours that names something, and how its English is known again."""

    text: str
    longest: str
    shape: re.Pattern

    def stands_in(self, text):
        return self.longest in text and self.shape.fullmatch(text)


def with_blanks():
    """Every message of staff pages with a blank and three words of its own."""
    with (FOLDER / "cy" / "LC_MESSAGES" / "staff.po").open("rb") as file:
        found = [(one.id, one.string) for one in read_po(file, locale="cy") if one.id]
    for ids, words in found:
        for text in (ids,) if isinstance(ids, str) else ids:
            parts = [re.sub("%%", "%", part) for part in BLANK.split(" ".join(text.split()))]
            if len(parts) > 1 and len(" ".join(parts).split()) >= 3 and text != words:
                yield WithBlanks(text, max(parts, key=len), re.compile("(.+)".join(map(re.escape, parts))))


WITH_BLANKS = tuple(with_blanks())


def said_in_english(page):
    """The messages of ours that a page says in English, those that name something among them."""
    drawn = html.fromstring(page)
    for dead in drawn.xpath("//script|//style|//*[@lang='en']|//code|//textarea|//option"):
        dead.drop_tree()
    for inline in drawn.xpath("//main//b|//main//strong|//main//a|//main//q|//main//ins|//main//del|//main//span"):
        inline.drop_tag()
    texts = [" ".join(text.split()) for text in drawn.xpath("//text()|//@aria-label|//@placeholder|//@title|//@alt")]
    return left_in_english(page) | {one.text for text in texts for one in WITH_BLANKS if one.stands_in(text)}


def reworded(version):
    """A next version with changes of each class, and with much left to do before it can be published."""
    first, second, *others = version.items
    changed = (
        second.model_copy(update={"text": f"Surely not {second.text} and others", "construct": " ", "licence": ""}),
        first.model_copy(update={"label": "Another name", "source": ""}),
        *others[:-1],
    )
    gone = others[-1].id
    scales = [scale.model_copy(update={"margin": None}) for scale in version.scales]
    kept = [each.model_copy(update={"items": tuple(name for name in each.items if name != gone)}) for each in scales]
    about = {"status_note": "Another note.", "suppress_below": 9}
    languages = (*version.languages, "pl")
    return version.having(number=2, items=changed, scales=tuple(kept), languages=languages, **about)


@pytest.fixture
def draft(desk):
    with desk.services.database.transaction() as db:
        version, now = version_of(db, "common-ground", 1), desk.services.clock()
        kept = translations_of(db, version)
        return add_draft(db, reworded(version), based_on=1, translations=kept, writer=Writer("-", "me", now)).id


@pytest.fixture
def reader(desk):
    client = desk.signed_in(*ROLES)
    choose(client, "cy")
    return client


def addresses(desk, draft):
    """Every address with a page that somebody signed in can open, of what there is."""
    version = {"instrument": "common-ground", "number": 1}
    there = {"experiment": desk.here.id, "chapter": desk.north.id, "study": desk.study.id, "draft": draft, **version}
    of_draft = {"wave": "pre", "language": "cy", "part": "cards"}
    for rule in desk.app.url_map.iter_rules():
        if "GET" not in rule.methods or declaration_of(desk.app, rule.endpoint) == PUBLIC:
            continue
        if rule.rule.rpartition("/")[2] in IN_ITS_OWN_LANGUAGES or "/phone/" in rule.rule:
            continue
        if rule.arguments <= {*there, *of_draft}:
            yield rule.build({**there, **of_draft}, append_unknown=False)[1]
    for name in ("items/bt1", "items/bt2", "formats/trust11", "scales/bridging_trust", "waves/pre", "about/about"):
        yield f"/instruments/drafts/{draft}/{name}"


def english_on(reader, pages):
    """The messages said in English, by the page, and how many pages were read."""
    found, read = {}, 0
    for page in pages:
        answer = reader.get(page, follow_redirects=True)
        assert answer.status_code < 500, page
        if answer.status_code == 200 and answer.mimetype == "text/html":
            read += 1
            single_words_are_written = "/drafts/" in page
            said = {one for one in said_in_english(answer.text) if " " in one or not single_words_are_written}
            if said:
                found[page] = said
    return found, read


def test_no_page_says_a_sentence_in_english(desk, draft, reader):
    found, read = english_on(reader, addresses(desk, draft))
    assert found == {}
    assert read > 30


@pytest.mark.parametrize("kind", list(Kind))
def test_the_pages_of_an_evening_are_in_welsh_from_its_draft_to_its_closing(desk, reader, clock, kind):
    with desk.services.database.transaction() as db:
        db.get_one(Experiment, desk.here.id).kind = kind.value
    evening, home = Evening(desk), f"/experiments/{desk.here.id}"
    pages = [home, *(f"{home}/{name}" for name in ("arrange", "record", "links", "paper", "seating", "rounds", "pack"))]
    pages += ["/", "/experiments", f"/reports/chapters/{desk.north.id}", f"/reports/experiments/{desk.here.id}/freeze"]
    assert english_on(reader, pages)[0] == {}
    for wave in ("pre", "post", "follow_up"):
        for move in (open_wave, close_wave):
            with desk.services.database.transaction() as db:
                move(db, db.get_one(Experiment, desk.here.id), kind=wave, now=clock())
            if move is open_wave:
                evening.answered(2, wave)
            clock.advance(minutes=30)
            assert english_on(reader, pages)[0] == {}, (wave, move)


def test_what_is_left_to_do_and_what_changed_is_said_in_welsh(reader, draft):
    page = " ".join(
        html.fromstring(reader.get(f"/instruments/drafts/{draft}/publish").text).xpath("string(//main)").split()
    )
    assert "Mae’r cwestiynau mewn trefn arall" in page
    assert "Nid yw bt2 yn enwi lluniad" in page
    assert "pl: nid oes cyfieithiad eto." in page


def test_advice_on_a_question_is_in_welsh(reader, draft):
    page = reader.get(f"/instruments/drafts/{draft}/items/bt2").text
    assert "Mae’n cysylltu dau syniad â" in page


def test_only_what_english_calls_an_evening_is_called_one():
    with (FOLDER / "cy" / "LC_MESSAGES" / "staff.po").open("rb") as file:
        said = [(str(one.id), str(one.string)) for one in read_po(file, locale="cy") if one.id]
    named = [english for english, welsh in said if re.search(r"\bno(?:s(?:on|weith|waith))", welsh, re.IGNORECASE)]
    assert [english for english in named if "evening" not in english.lower()] == []


def test_after_is_called_by_the_name_of_its_wave():
    with (FOLDER / "cy" / "LC_MESSAGES" / "staff.po").open("rb") as file:
        named = [one for one in read_po(file, locale="cy") if isinstance(one.id, str) and "After has" in one.id]
    assert [one.string for one in named if "Wedyn" not in one.string] == []
    assert len(named) > 3


def test_a_sentence_with_a_blank_is_known_again():
    assert said_in_english("<main><p>the name 'x' stands 2 times; each needs its own.</p></main>") != set()
    assert len(WITH_BLANKS) > 300
    assert ENGLISH
