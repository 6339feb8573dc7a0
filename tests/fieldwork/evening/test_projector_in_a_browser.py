"""The projector fills its screen: from the back of the hall the code and the words are as large as the wall allows."""

import random

import pytest
from playwright.sync_api import expect

from evaluation.domain.round_clock import RoundMove
from evaluation.models import Experiment
from evaluation.seating.make_plan import make_plan
from evaluation.store.evening.move_rounds import move_rounds
from evaluation.store.evening.seating_versions import keep_seating
from evaluation.store.log.actor import RecordedActor
from evaluation.store.log.audit_entries import Actor
from tests.fieldwork.test_organiser_in_a_browser import PATIENCE, served_desk, sit_down
from tests.journeys.test_accessible import violations

pytestmark = pytest.mark.browser
__all__ = ["served_desk", "sit_down"]

SIZES = [(1024, 768), (1280, 720), (1920, 1080), (3840, 2160)]
MEASURED = """() => {
  const code = document.querySelector(".join svg").getBoundingClientRect();
  const edge = document.documentElement;
  const size = (place) => parseFloat(getComputedStyle(document.querySelector(place)).fontSize);
  const counter = document.querySelector("h1 b");
  return {
    code: code.width, address: size(".address b"), words: size("h1"),
    wide: Math.max(edge.scrollWidth, counter.getBoundingClientRect().left + counter.scrollWidth),
    tall: edge.scrollHeight,
  };
}"""


@pytest.mark.parametrize("size", SIZES)
def test_the_code_and_the_words_grow_with_the_screen(sit_down, evening, size):
    evening.open("pre")
    evening.answered(3)
    page = sit_down("organiser")
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"/staff/experiments/{evening.id}/screen")
    page.evaluate("document.querySelector('h1 b').textContent = '128'")
    seen = page.evaluate(MEASURED)
    assert 0.55 <= seen["code"] / height <= 0.62
    assert (seen["wide"] <= width, seen["tall"] <= height) == (True, True)
    assert seen["address"] >= 0.043 * height
    assert seen["words"] >= 0.048 * height


PICTURES = {
    "not open yet": (),
    "before": ("open pre",),
    "before the first round": ("open pre", "close pre"),
    "a round": ("open pre", "close pre", "start"),
    "a round with its tables": ("open pre", "close pre", "tables", "start"),
    "a round with three at a table": ("open pre", "close pre", "threes", "start"),
    "a change of seats with three at a table": ("open pre", "close pre", "threes", "start", "wait"),
    "a round with too many tables": ("open pre", "close pre", "crowd", "start"),
    "a change of seats": ("open pre", "close pre", "tables", "start", "wait"),
    "a change of seats in a crowd": ("open pre", "close pre", "crowd", "start", "wait"),
    "the rounds over": ("one round", "open pre", "close pre", "start", "end"),
    "after": ("open pre", "close pre", "open post"),
    "thanks": ("open pre", "close pre", "open post", "close post"),
}
"""What stands on the wall, by what was done."""
CUT = """() => {
  const width = window.innerWidth, height = window.innerHeight, cut = [];
  for (const each of document.querySelectorAll("main *")) {
    const box = each.getBoundingClientRect();
    if (!box.width || each.closest("svg svg *, svg > *")) continue;
    const inside = box.left >= -1 && box.top >= -1 && box.right <= width + 1 && box.bottom <= height + 1;
    if (!inside) cut.push(each.outerHTML.slice(0, 80));
  }
  return cut;
}"""


class Wall:
    """An evening whose wall is looked at."""

    def __init__(self, evening, clock):
        self.evening, self.clock = evening, clock
        evening.change(title="Weaving Trust, Neuadd Lliw", languages=["en", "cy"], minutes_a_round=6)

    def do(self, step):
        verb, _, wave = step.partition(" ")
        if step == "one round":
            self.evening.change(planned_rounds=1)
        elif wave:
            getattr(self.evening, verb)(wave)
        elif verb == "wait":
            self.clock.advance(minutes=6)
        elif verb in {"start", "end"}:
            self.press(verb, 1)
        else:
            tables = {"pairs": (6, 6), "twelve": (12, 12), "tables": (23, 23), "threes": (11, 8)}.get(verb, (60, 60))
            self.sit(dict(zip(("Mosque", "School"), tables, strict=True)))

    def press(self, move, number):
        by = RecordedActor(actor=Actor("test"), log_key=b"k" * 32, now=self.clock())
        with self.evening.database.transaction() as db:
            assert move_rounds(db, db.get_one(Experiment, self.evening.id), move=RoundMove(move), number=number, by=by)

    def sit(self, groups):
        with self.evening.database.transaction() as db:
            plan = make_plan(groups, rounds=3, rng=random.Random(1))
            keep_seating(db, self.evening.row(), plan, first_round=1, now=self.clock())


@pytest.fixture
def wall(evening, clock):
    return Wall(evening, clock)


@pytest.mark.parametrize("picture", PICTURES)
def test_nothing_is_cut_and_the_code_is_large_on_every_screen(sit_down, evening, wall, picture):
    for step in PICTURES[picture]:
        wall.do(step)
    page = sit_down("organiser")
    for width, height in ((1024, 768), (1920, 1080), (3840, 2160)):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"/staff/experiments/{evening.id}/screen")
        page.wait_for_load_state("networkidle")
        assert page.evaluate(CUT) == []
        if picture in {"not open yet", "before", "after"}:
            assert page.locator(".join svg").bounding_box()["height"] >= 0.3 * height
        if "a round" in picture and "first" not in picture:
            assert (
                page.evaluate("parseFloat(getComputedStyle(document.querySelector('.time')).fontSize)") > 0.2 * height
            )
    assert violations(page) == []


@pytest.mark.parametrize(("groups", "least"), [("pairs", 40), ("twelve", 40), ("tables", 30)])
def test_the_tables_beside_the_time_are_read_from_the_last_row(sit_down, evening, wall, groups, least):
    for step in ("open pre", "close pre", groups, "start"):
        wall.do(step)
    page = sit_down("organiser")
    for width, height in ((1024, 768), (1280, 720)):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"/staff/experiments/{evening.id}/screen")
        page.wait_for_load_state("networkidle")
        size = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.tables b')).fontSize)")
        label = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.which')).fontSize)")
        assert (size >= least, label >= 16, page.evaluate(CUT)) == (True, True, [])


@pytest.mark.parametrize("picture", ["before", "a round", "the rounds over", "thanks"])
def test_no_picture_is_taller_than_its_screen(sit_down, evening, wall, picture):
    for step in PICTURES[picture]:
        wall.do(step)
    page, taller = sit_down("organiser"), []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"/staff/experiments/{evening.id}/screen")
        page.wait_for_load_state("networkidle")
        tall = page.evaluate("document.documentElement.scrollHeight")
        taller += [(width, height, tall)] if tall > height else []
    assert taller == []


RINGS = """(() => {
  window.strikes = 0;
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...when) { window.strikes += 1; return start.apply(this, when); };
})()"""


def test_the_bell_rings_at_the_end_is_seen_and_sounds_once_after_a_tap(sit_down, evening, wall, clock):
    for step in ("open pre", "close pre", "start"):
        wall.do(step)
    clock.advance(minutes=5, seconds=56)
    page = sit_down("organiser", width=1280)
    page.add_init_script(RINGS)
    page.goto(f"/staff/experiments/{evening.id}/screen")
    page.get_by_role("button", name="Let the bell sound here").click()
    bell = page.get_by_role("button", name="The bell sounds here")
    expect(bell).to_have_attribute("aria-pressed", "true", timeout=PATIENCE)
    tried = page.evaluate("window.strikes")
    expect(page.get_by_text("The bell has rung: thank each other.")).to_be_visible(timeout=PATIENCE)
    clock.advance(seconds=4)
    expect(page.get_by_role("heading", name="Thank each other, and find somebody new.")).to_be_visible(timeout=PATIENCE)
    page.wait_for_timeout(3500)
    assert page.evaluate("window.strikes") == 2 * tried > 0


def test_without_a_tap_the_bell_is_seen(sit_down, evening, wall, clock):
    for step in ("open pre", "close pre", "start"):
        wall.do(step)
    clock.advance(minutes=5, seconds=58)
    page = sit_down("organiser", width=1280)
    page.goto(f"/staff/experiments/{evening.id}/screen")
    expect(page.locator("html.ringing")).to_have_count(1, timeout=PATIENCE)
    assert page.get_by_role("timer").text_content() == "00:00"


def test_a_bell_that_somebody_rings_is_heard_on_the_wall(sit_down, evening, wall, clock):
    for step in ("open pre", "close pre", "start"):
        wall.do(step)
    page = sit_down("organiser", width=1280)
    page.goto(f"/staff/experiments/{evening.id}/screen")
    clock.advance(minutes=1)
    wall.press("start", 2)
    expect(page.get_by_text("Round 2 of 5")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("html.ringing")).to_have_count(1, timeout=PATIENCE)


def test_without_a_script_it_loads_itself_again_and_shows_the_time(sit_down, evening, wall, clock):
    for step in ("open pre", "close pre", "start"):
        wall.do(step)
    clock.advance(minutes=5, seconds=58)
    page = sit_down("organiser", width=1280, scripts=False)
    page.goto(f"/staff/experiments/{evening.id}/screen")
    assert page.get_by_role("timer").text_content() == "00:02"
    clock.advance(seconds=2)
    expect(page.get_by_role("heading", name="Thank each other, and find somebody new.")).to_be_visible(timeout=PATIENCE)


def test_it_says_that_it_has_lost_touch_goes_on_counting_down_and_comes_back_by_itself(sit_down, evening, wall, clock):
    for step in ("open pre", "close pre", "start"):
        wall.do(step)
    page = sit_down("organiser", width=1280)
    page.goto(f"/staff/experiments/{evening.id}/screen")
    page.context.set_offline(True)
    lost = page.locator("[data-lost]")
    expect(lost).to_contain_text("No connection since", timeout=PATIENCE)
    assert page.get_by_role("timer").text_content() < "06:00"
    clock.advance(minutes=1)
    wall.press("start", 2)
    page.context.set_offline(False)
    expect(lost).to_be_hidden(timeout=PATIENCE)
    expect(page.get_by_text("Round 2 of 5")).to_be_visible(timeout=PATIENCE)


OVER_ANOTHER = """() => {
  const boxes = [...document.querySelectorAll(".tables li")].map((row) => {
    const words = document.createRange();
    words.selectNodeContents(row.querySelector("b"));
    return { row: row.getBoundingClientRect(), said: words.getBoundingClientRect(), text: row.textContent,
             number: row.querySelector("span").getBoundingClientRect() };
  });
  const touch = (one, other) => one.left < other.right - 1 && other.left < one.right - 1
    && one.top < other.bottom - 1 && other.top < one.bottom - 1;
  return boxes.filter(({ row, said, number }, at) => said.right > row.right + 1 || touch(said, number)
    || boxes.some((other, place) => place !== at && touch(said, other.row))).map(({ text }) => text.trim());
}"""


BROKEN = """() => [...document.querySelectorAll(".tables b")].filter(
  (who) => who.getBoundingClientRect().height > 1.5 * parseFloat(getComputedStyle(who).fontSize)
).map((who) => who.textContent)"""


@pytest.mark.parametrize("step", ["start", "wait"])
def test_who_sits_at_one_table_stands_on_one_line(sit_down, evening, wall, step):
    for each in ("open pre", "close pre", "tables", "start", *(["wait"] if step == "wait" else [])):
        wall.do(each)
    page = sit_down("organiser")
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"/staff/experiments/{evening.id}/screen")
        page.wait_for_load_state("networkidle")
        assert (width, page.evaluate(BROKEN)) == (width, [])


@pytest.mark.parametrize("people", [24, 25, 40, 47, 49, 119])
def test_no_table_on_the_wall_stands_over_another(sit_down, evening, wall, people):
    for step in ("open pre", "close pre"):
        wall.do(step)
    wall.sit({"Mosque": people // 2, "School": people - people // 2})
    page, over = sit_down("organiser"), {}
    for step in ("start", "wait"):
        wall.do(step)
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            page.goto(f"/staff/experiments/{evening.id}/screen")
            page.wait_for_load_state("networkidle")
            if found := page.evaluate(OVER_ANOTHER) or page.evaluate(CUT):
                over[step, width] = found[:3]
    assert over == {}
