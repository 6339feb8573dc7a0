"""Of two rows of one code at one time somebody can say that they are of two people: both count, neither is joined."""

import html
import re
from dataclasses import replace

from evaluation.importing.applying import apply_map
from evaluation.importing.map_toml import from_toml, to_toml
from evaluation.importing.read_files import read_files
from evaluation.importing.rows.reported_rows import reported_rows
from evaluation.importing.understanding import understand
from tests.importing.forms import as_csv

PEOPLE = 20


def files():
    """Before and After with times, and a code that stands twice in Before, its answers others."""
    made = []
    for wave, hour in (("Before", 18), ("After", 21)):
        rows = [["Timestamp", "Your code", "Trust in people"]]
        rows += [[f"14/05/2026 {hour}:{n:02}:00", f"QK-{n * 7 + 100}", 1 + (n + hour // 20) % 5] for n in range(PEOPLE)]
        again = [["14/05/2026 18:50:00", "QK-100", 5]] if wave == "Before" else []
        made.append(as_csv(f"{wave}.csv", [*rows, *again]))
    return made


def test_the_later_row_counts_until_somebody_says_that_they_are_two_people():
    grids = read_files(files())
    found = understand(grids)
    once = apply_map(found, grids)
    (again,) = once.left_out
    parted = apply_map(from_toml(to_toml(found.parting(again.file, again.row, again.sheet))), grids)
    assert (once.counts.before, once.counts.both, once.counts.unjoined) == (PEOPLE, PEOPLE, 0)
    assert (parted.counts.before, parted.counts.both, parted.counts.unjoined) == (PEOPLE + 1, PEOPLE - 1, 3)
    assert parted.left_out == ()


def test_rows_of_a_shared_code_are_not_said_to_have_none():
    uncoded = as_csv("Before.csv", [["Timestamp", "Your code", "Trust in people"]])
    before, after = files()
    lines = [*before.content.decode().rstrip().splitlines(), "14/05/2026 18:55:00,,2"]
    grids = read_files([replace(uncoded, content="\n".join(lines).encode()), after])
    found = understand(grids)
    (again,) = apply_map(found, grids).left_out
    parted = found.parting(again.file, again.row, again.sheet)
    one, shared = map(str, apply_map(parted, grids).notes)
    assert one == "One row with answers has no code: it counts at one time alone, and is joined to nobody."
    assert shared.startswith("3 rows have a code that several people share: they count at one time alone (2 before, 1")
    told = reported_rows(parted, apply_map(parted, grids), grids, scaled=True)
    assert (told.uncoded, told.shared) == ((1, 0), (2, 1))


def test_it_is_pressed_on_the_page_and_taken_back(bringer):
    at = bringer.brought([(each.name, each.content) for each in files()])
    (pressed,) = re.findall(r'value="(apart\|[^"]+)"', bringer.page(at))
    bringer.press(at, do=html.unescape(pressed))
    assert f"Used: {PEOPLE + 1} before, {PEOPLE} after." in bringer.page(at)
    assert f"Joined: {PEOPLE - 1} both times, 2 before only, 1 after only." in bringer.page(at)
    bringer.press(at, do="undo")
    assert f"Joined: {PEOPLE} both times" in bringer.page(at)


def test_no_such_row_changes_nothing(bringer):
    at = bringer.brought([(each.name, each.content) for each in files()])
    assert bringer.press(at, do="apart|x||Before.csv").status_code == 422
