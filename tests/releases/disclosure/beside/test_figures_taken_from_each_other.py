"""A stranger has the reports of two workshops and of both together, and takes the figures of one from another's."""

import itertools
import json
import re
from collections import Counter
from types import SimpleNamespace

import pytest

from analysis.disclosure.disclosure import SMALL
from evaluation.impact_report.formats import html, write
from evaluation.reports.draft_report import draft_report
from evaluation.reports.releases.freeze_release import tree_of
from evaluation.store.releases.contents import rebuilding
from evaluation.store.releases.releases import release_numbered
from evaluation.store.reports.gather import gather_chapter, gather_experiment
from evaluation.web.app import Services
from tests.releases.reading import text_of_html

FIRST = ([-2] * 4 + [-1] * 5 + [0] * 4 + [1] * 5 + [2] * 3 + [3] * 3, [-2] + [-1] * 5 + [0] * 6 + [1] * 7 + [2])
"""How far everybody moves at two workshops, of which the second has one person in each outer column."""
ITEMS = ("bt1", "bt2", "bt3", "cg1", "cg2", "cg3")
WAYS = (("n_up", "n_same", "n_down"), ("n_up_margin", "n_within_margin", "n_down_margin"))
BOTH, TRUST = "Caer", "trust in people from other communities"
WHY = "Nobody is drawn here: beside an earlier report of some of these people a drawing could tell a few of them apart."


class Stranger:
    """Whoever reads the drafts of workshops and of their chapter, as files."""

    def __init__(self, fieldwork, settings):
        self.fieldwork, self.services = fieldwork, Services(settings, fieldwork.database, fieldwork.clock)

    def come(self, title, moves):
        """People come to a workshop; each moves so far, or so far in each of the three questions about trust."""
        self.fieldwork.evening(title, 0)
        moved = [each * 2 if isinstance(each, tuple) else (each,) * 6 for each in moves]
        answers = (3 + place % 2 + by * wave for place, each in enumerate(moved) for wave in (0, 1) for by in each)
        rng, self.fieldwork.rng = self.fieldwork.rng, SimpleNamespace(randint=lambda *_: next(answers))
        self.fieldwork.evening(title, len(moved), answering=ITEMS)
        self.fieldwork.rng = rng

    def files(self, place, folder, *, formats=("html", "json")):
        """The files of the draft of a workshop or the chapter."""
        self.fieldwork.clock.advance(minutes=1)

        def gather(db):
            if place == BOTH:
                return gather_chapter(db, db.merge(self.fieldwork.chapters[place], load=True))
            return gather_experiment(db, db.merge(self.fieldwork.experiments[place], load=True))

        write.write(draft_report(self.services, gather), folder / place, formats=formats)
        self.fieldwork.clock.advance(minutes=1)
        return folder / place

    def reports(self, places, folder):
        """What report.json says of each, in this order."""
        return {each: json.loads((self.files(each, folder) / "report.json").read_text()) for each in places}


@pytest.fixture
def stranger(on_sqlite, sqlite_settings):
    return Stranger(on_sqlite, sqlite_settings)


def columns(page):
    """How many circles stand over each change of each outcome of which people are drawn."""
    found = {}
    for figure in re.findall(r"<svg.*?</svg>", page, flags=re.DOTALL):
        named, (drawn, _, axis) = re.search("Change in (.*) for each of", figure), figure.partition('d="M6 84H314"')
        if named and "<circle" in drawn:
            ticks = re.findall(r'<text x="([\d.]+)" y="99"[^>]*>([−+-]?[\d.]+)', axis)
            (x, low), (other, high) = ((float(at), float(said.replace("−", "-"))) for at, said in (ticks[0], ticks[-1]))
            places = [float(at) for at in re.findall(r'<circle cx="([\d.]+)"', drawn)]
            found[named[1]] = Counter(round(low + (at - x) * (high - low) / (other - x)) for at in places)
    return found


def left_over(one, whole):
    """How many people are left in each column of each outcome when a part is taken from the whole."""
    return [whole[name][value] - one[name][value] for name in {*one} & {*whole} for value in {*one[name], *whole[name]}]


def test_no_column_of_one_or_two_is_left_of_a_chapter_less_a_workshop(stranger, tmp_path):
    for title, moves in zip(("U", "V"), FIRST, strict=True):
        stranger.come(title, moves)
    pages = [(stranger.files(place, tmp_path) / "report.html").read_text() for place in ("U", BOTH)]
    first, both = (columns(page) for page in pages)
    assert (first[TRUST], set(left_over(first, both)) & set(SMALL)) == (Counter(FIRST[0]), set())
    told = [re.sub(r"\s+", " ", text_of_html(page.encode())) for page in pages]
    assert [page.count(WHY) for page in told] == [0, 2]


def test_no_file_of_a_chapter_draws_whom_a_workshops_report_drew(stranger, tmp_path):
    for title, moves in zip(("U", "V"), FIRST, strict=True):
        stranger.come(title, moves)
    drawn = {}
    for place in ("U", BOTH):
        files = stranger.files(place, tmp_path, formats=("html", "svg", "csv"))
        drawn[place] = {name for file in files.iterdir() for name in columns(file.read_text())}
    assert (TRUST in drawn["U"], drawn["U"] & drawn[BOTH]) == (True, set())


def test_nor_is_one_of_two_public_releases(stranger, release):
    for title, moves in zip(("U", "V"), FIRST, strict=True):
        stranger.come(title, moves)
    found, pages = stranger.fieldwork, []
    slugs = [found.experiments[title].slug for title in ("U", "V")]
    for number, of in enumerate((slugs[:1], slugs), start=1):
        release("make", *of, "--public")
        with found.database.reading() as db:
            pages.append(html.page(tree_of(rebuilding(db, release_numbered(db, found.study, number)))))
    first, both = (columns(page) for page in pages)
    assert (first[TRUST], set(left_over(first, both)) & set(SMALL)) == (Counter(FIRST[0]), set())


def test_a_chapter_that_nothing_was_announced_of_is_drawn(stranger, tmp_path):
    for title, moves in zip(("U", "V"), FIRST, strict=True):
        stranger.come(title, moves)
    page = (stranger.files(BOTH, tmp_path) / "report.html").read_text()
    assert (columns(page)[TRUST].total(), WHY in page) == (44, False)


def counts(told, place="participants"):
    """Every three counts of a report that are told whole, by what they are of."""
    groups = {f"items.{name}": found for name, found in told["items"].items()} if place == "participants" else {}
    for name, outcome in told["outcomes"].items():
        within = {each.rpartition("/")[2]: found for each, found in outcome["experiments"].items()}
        groups[name] = {**within, "participants": outcome["participants"]}[place]
    for (name, found), ways in itertools.product(groups.items(), WAYS):
        counted = tuple(found.get(way) for way in ways)
        if all(isinstance(count, int) for count in counted):
            yield (name, ways[0]), counted


ALIKE = [(1, 0, 0)] * 3 + [(-1, 0, 0)] * 3 + [(0, 1, 0)] * 3 + [(0, 0, 0)] * 15
APART = [(-2, -1, -2)] * 5 + [(0, 0, 1)] * 4 + [(0, 0, 0)] * 4 + [(1, 2, 2)] * 5 + [(3, 3, 2)] * 4


HELD = {(name, ways[0]) for name in ("bridging_trust", "items.bt2") for ways in WAYS}


@pytest.mark.parametrize("order", [("X", "Y", BOTH), ("Y", "X", BOTH), ("Y", BOTH, "X")])
def test_counts_held_back_of_people_much_alike_do_not_come_back(stranger, tmp_path, order):
    stranger.come("X", ALIKE)
    stranger.come("Y", APART)
    told = stranger.reports(order, tmp_path)
    first, other, both = (HELD & set(dict(counts(told[place]))) for place in ("X", "Y", BOTH))
    assert (first, other, other & both) == (set(), HELD, set())


def test_nor_do_they_inside_the_report_of_both(stranger, tmp_path):
    stranger.come("X", ALIKE)
    stranger.come("Y", APART)
    told = stranger.reports([BOTH], tmp_path)[BOTH]
    first, other = (dict(counts(told, stranger.fieldwork.experiments[title].slug)) for title in ("X", "Y"))
    assert (set(other) & set(dict(counts(told)))) - set(first) == set()


def moved(up, same, down):
    return [1] * up + [0] * same + [-1] * down


def test_a_sum_that_shares_out_between_two_hidden_counts_in_one_way_is_hidden(stranger, tmp_path):
    stranger.come("X", moved(14, 8, 2))
    stranger.come("Y", moved(9, 11, 2))
    told = stranger.reports(("X", "Y", BOTH), tmp_path)
    first, other, both = (dict(counts(told[place])) for place in ("X", "Y", BOTH))
    sums = {name: each for name, each in both.items() if name not in first and name not in other}
    assert {name: each for name, each in sums.items() if any(0 < count < 5 for count in each)} == {}


def test_a_sum_that_leaves_two_hidden_counts_open_is_told(stranger, tmp_path):
    stranger.come("X", moved(12, 10, 2))
    stranger.come("Y", moved(2, 10, 12))
    told = stranger.reports(("X", "Y", BOTH), tmp_path)
    first, other, both = (dict(counts(told[place])) for place in ("X", "Y", BOTH))
    key = ("bridging_trust", "n_up")
    assert (key in first, key in other, both.get(key)) == (False, False, (14, 20, 14))
