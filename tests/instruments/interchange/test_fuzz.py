"""Whatever happens to a file, it comes in or is refused: no other error, no hang, no runaway memory."""

import random
import resource
import time
from importlib.resources import files
from pathlib import Path

import pytest

import instruments
from instruments.interchange import from_po, read_content, to_po
from tests.instruments.corpora import HERE, KINDS
from tests.instruments.mutations import mutated
from tests.instruments.workbooks import FORMR, XLSFORM, workbook

pytestmark = pytest.mark.integration

OWN = Path(__file__).parents[1] / "files"


def seeds():
    """Sound files of every kind: our own small ones and other people's."""
    own = [path for path in sorted(OWN.rglob("*")) if path.suffix in KINDS]
    found = [(path.name, path.read_bytes()) for path in (*own, *HERE)]
    published = files("instruments") / "published" / "common-ground" / "1.toml"
    made = [
        ("xlsform.xlsx", workbook(**XLSFORM)),
        ("formr.xlsx", workbook(**FORMR)),
        ("1.toml", published.read_bytes()),
    ]
    return found + made


def outcome(name, content):
    """Whether a file came in or was refused, with the processor seconds it took; any other error is the test's own."""
    start = time.process_time()
    try:
        read_content(name, content)
        kind = "came in"
    except instruments.InvalidInstrument as refused:
        kind = "refused" if refused.sentences else "refused without a word"
    return kind, time.process_time() - start


def walk(count, seed):
    chance, bases = random.Random(seed), seeds()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    outcomes = [
        outcome(name, mutated(chance, content)) for name, content in (chance.choice(bases) for _ in range(count))
    ]
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    return {kind for kind, _ in outcomes}, max(seconds for _, seconds in outcomes), grown


def test_two_hundred_changed_files_come_in_or_are_refused():
    kinds, slowest, megabytes = walk(200, seed=1)
    assert kinds == {"came in", "refused"}
    assert slowest < 5
    assert megabytes < 500


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 12))
def test_ten_thousand_changed_files_come_in_or_are_refused(seed):
    kinds, slowest, megabytes = walk(1_000, seed=seed)
    assert kinds == {"came in", "refused"}
    assert slowest < 5
    assert megabytes < 500


def test_a_hundred_changed_po_files_are_taken_or_refused(common_ground):
    chance = random.Random(1)
    sound = to_po(common_ground, "cy", translation=instruments.translation("common-ground", 1, "cy")).encode()
    outcomes = set()
    for _ in range(100):
        text = mutated(chance, sound).decode(errors="surrogateescape")
        try:
            from_po(text, common_ground, "cy")
            outcomes.add("taken")
        except instruments.InvalidInstrument:
            outcomes.add("refused")
    assert outcomes == {"taken", "refused"}


DICTIONARY = b"field_name,field_type,field_label,select_choices_or_calculations\nid,text,x,\n"
HEAVY = {
    "tags.csv": (9_000_000, lambda many: DICTIONARY + b'q,text,"' + b"<" * many + b'",\n'),
    "rows.csv": (750_000, lambda many: DICTIONARY + b"q,text,Why?,\n" * many),
    "options.csv": (2_000_000, lambda many: DICTIONARY + b"q,radio,W," + b"1,a|" * many),
    "elements.lss": (990_000, lambda many: b"<document>" + b"<a/>" * many + b"</document>"),
    "nested.lss": (490_000, lambda many: b"<a>" * many + b"</a>" * many),
    "panels.json": (490_000, lambda many: b'{"elements": [' + b"{}," * many + b"{}]}"),
    "scripts.json": (
        1_200_000,
        lambda many: b'{"elements": [{"type": "text", "name": "q", "title": "' + b"<script>" * many + b'"}]}',
    ),
    "marks.json": (
        900,
        lambda many: b'{"elements": [' + (b'{"type":"text","title":"' + b"<!--" * 2_400 + b'"},') * many + b"{}]}",
    ),
    "names.json": (
        5_000,
        lambda many: b'{"elements": [' + b'{"type":"text","name":"q","title":"Why?"},' * many + b"{}]}",
    ),
}
"""How many times a thing stands in as large a file of it as may come in, and such a file of any size."""


@pytest.mark.parametrize("name", HEAVY)
def test_a_file_full_of_one_thing_takes_time_as_it_grows_and_no_more(name):
    """Ten times as much of it takes thirty times the time at most; were each looked at beside all others, a hundred."""
    many, made = HEAVY[name]
    few, ten_times = (min(outcome(name, made(size))[1] for _ in range(2)) for size in (many // 100, many // 10))
    assert ten_times < 30 * max(few, 0.005)


@pytest.mark.long
@pytest.mark.parametrize("name", HEAVY)
def test_ten_megabytes_of_one_thing_are_dealt_with_in_five_seconds(name):
    many, made = HEAVY[name]
    _, seconds = outcome(name, made(many))
    assert seconds < 5
