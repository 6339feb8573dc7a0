"""A map is read and written without loss, a person corrects it, and no code or address is in what comes of it."""

from dataclasses import replace

import pytest

from evaluation.domain.errors import Refused
from evaluation.impact_report.build.scales import from_file, from_instrument
from evaluation.importing.applying import apply_map
from evaluation.importing.grids import NamedFile
from evaluation.importing.map_toml import from_toml, to_toml
from evaluation.importing.read_files import read_files
from evaluation.importing.template import template_csv, template_xlsx
from evaluation.importing.understanding import understand
from evaluation.importing.understood_lines import column_lines, file_lines, preview
from tests.importing.corpus import google, wide
from tests.importing.corpus_of_questions import CASES
from tests.importing.forms import as_csv
from tests.importing.test_corpus import MADE, means, understood
from tests.importing.truth import AGREE_5, AGREE_7, COMMON, figures, people


@pytest.fixture(scope="module")
def google_files():
    return understood(MADE["google_two_files"])


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_map_is_the_same_once_it_was_written_and_read(name):
    answers_map, _ = understood(MADE[name])
    assert from_toml(to_toml(answers_map)) == answers_map


def test_a_map_gives_the_same_answers_every_time(google_files):
    answers_map, _ = google_files
    frames = [apply_map(answers_map, read_files(MADE["google_two_files"].files)).frame for _ in range(2)]
    assert frames[0].equals(frames[1])


def test_no_code_and_no_address_is_in_a_map_or_in_the_answers(google_files):
    answers_map, grids = google_files
    made = to_toml(answers_map) + apply_map(answers_map, grids).frame.to_csv()
    crowd = MADE["google_two_files"].crowd
    assert [p.code for p in crowd if p.code.casefold() in made.casefold() or p.email in made] == []


def test_no_address_is_in_what_was_read(google_files):
    _, grids = google_files
    assert [cell for grid in grids for row in grid.rows for cell in row if "@" in cell] == []


def test_rows_are_left_out_each_with_its_reason(google_files):
    answers_map, grids = google_files
    left = apply_map(answers_map, grids).left_out
    assert [(row.wave, row.kind) for row in left] == [
        ("post", "repeated"),
        ("pre", "trial"),
        ("pre", "blank"),
    ]


def test_a_row_sent_again_can_be_chosen(google_files):
    answers_map, grids = google_files
    (again,) = (row for row in apply_map(answers_map, grids).left_out if row.kind == "repeated")
    chosen = apply_map(answers_map.using(again.file, again.row), grids)
    assert again.row not in [row.row for row in chosen.left_out if row.kind == "repeated"]


def test_before_and_after_can_be_swapped(google_files):
    answers_map, grids = google_files
    pairs, before, after = means(answers_map, grids, COMMON[0])
    assert means(answers_map.with_waves_swapped(), grids, COMMON[0]) == (pairs, after, before)


def test_the_lines_of_files_columns_and_people_tell_what_was_understood(google_files):
    answers_map, grids = google_files
    assert [str(line.reads_as) for line in column_lines(answers_map, grids)][:3] == ["Left out", "Left out", "Key"]
    assert [(line.wave, line.first_day.day) for line in file_lines(answers_map, grids)] == [("pre", 25), ("post", 25)]
    assert len(preview(apply_map(answers_map, grids))) == 10


def test_a_map_that_is_wrong_is_refused_with_what_is_wrong(google_files):
    answers_map, _ = google_files
    with pytest.raises(Refused, match="'sideways' is no role"):
        from_toml(to_toml(answers_map).replace('role = "key"', 'role = "sideways"'))


def test_the_scale_that_leads_is_in_a_map_and_has_to_be_one_of_it(google_files):
    answers_map, grids = google_files
    led = replace(answers_map, leads=answers_map.scales[-1].id)
    assert from_toml(to_toml(led)) == led
    assert apply_map(led, grids).scales[0] == answers_map.scales[-1]
    with pytest.raises(Refused, match="says that nothing_such leads page 1, and has no scale of that name"):
        apply_map(replace(answers_map, leads="nothing_such"), grids)


def test_a_column_that_no_file_has_is_refused(google_files):
    answers_map, grids = google_files
    text = to_toml(answers_map).replace('name = "Timestamp"', 'name = "Datestamp"')
    with pytest.raises(Refused, match="a column that no file has: Datestamp"):
        apply_map(from_toml(text), grids)


@pytest.mark.parametrize(("name", "content"), [("t.csv", template_csv()), ("t.xlsx", template_xlsx())])
def test_the_template_is_understood_as_it_stands(name, content):
    grids = read_files([NamedFile(name=name, content=content)])
    assert apply_map(understand(grids), grids).counts.both == 2


SCALES = """
[scales.trust]
label = "Trust"
items = ["bt1", "bt2"]
minimum = 0
maximum = 10
direction = "higher"
missing = [99]
"""


def test_scales_that_are_given_name_the_columns(tmp_path):
    (tmp_path / "scales.toml").write_text(SCALES)
    crowd = people(30, items=2, low=0, high=10, seed=60)
    rows = wide(crowd, lambda i, w: f"bt{i + 1}_{w}")
    rows[3][1] = 99
    crowd[2].answers.get("pre", [0])[0] = None
    grids = read_files([as_csv("wide.csv", rows)])
    made = understand(grids, source=from_file(tmp_path / "scales.toml"))
    assert made.open_questions == ()
    assert means(made, grids, "bt1_pre") == pytest.approx(figures(crowd, 0))


def test_scales_that_no_column_asks_are_refused_with_the_columns_there_are(tmp_path):
    (tmp_path / "scales.toml").write_text(SCALES)
    grids = read_files(MADE["google_two_files"].files)
    with pytest.raises(Refused, match="No column asks bt1, bt2"):
        understand(grids, source=from_file(tmp_path / "scales.toml"))


def test_an_instrument_finds_its_questions_by_their_words():
    source = from_instrument("common-ground/2")
    scored = [item for scale in source.scales for item in scale.items]
    headings = [source.context["items"][item].text for item in scored]
    limits = {item: (int(scale.minimum), int(scale.maximum)) for scale in source.scales for item in scale.items}
    crowd = people(30, items=len(scored), low=1, high=5, seed=61)
    files = [as_csv(f"{wave}.csv", google(crowd, headings, None, wave)) for wave in ("pre", "post")]
    grids = read_files(files)
    made = understand(grids, source=source)
    assert {column.item for column in made.columns if column.role == "item"} == set(limits)
    assert means(made, grids, headings[0]) == pytest.approx(figures(crowd, 0))


@pytest.mark.parametrize("called", ["Average", "", "Mean:"])
def test_a_row_of_averages_at_the_foot_is_nobody(called):
    crowd = people(24, items=2, high=7, seed=62, gone=0, late=0, blanks=0)
    rows = wide(crowd, lambda i, w: f"bt{i + 1}_{w}")
    numbers = [sum(row[place] for row in rows[1:]) / len(crowd) for place in range(1, 5)]
    grids = read_files([as_csv("wide.csv", [*rows, [called, *(round(number, 2) for number in numbers)]])])
    made = understand(grids)
    assert means(made, grids, "bt1_pre") == pytest.approx(figures(crowd, 0))


def test_two_people_with_one_code_are_asked_about():
    crowd = people(24, items=2, seed=63, gone=0, late=0)
    for place in range(0, 6, 2):
        crowd[place].code = crowd[place + 1].code
    sheets = {wave: google(crowd, COMMON, AGREE_5, wave) for wave in ("pre", "post")}
    files = [as_csv(f"{wave}.csv", [[row[0], *row[2:]] for row in rows]) for wave, rows in sheets.items()]
    assert [question.kind for question in understand(read_files(files)).open_questions] == ["shared_codes"]


def test_few_people_and_fewer_answers_to_one_question_are_asked_about():
    crowd = people(8, items=2, high=7, seed=82)
    rows = [["Code", "Wave", *COMMON]]
    for person in crowd:
        for wave, (first, second) in person.answers.items():
            words = "" if first is None else AGREE_5[min(first, 5) - 1]
            rows.append([person.code, wave, words, "" if second is None else AGREE_7[second - 1]])
    made = understand(read_files([as_csv("answers.csv", rows)]))
    assert "one_set" in [question.kind for question in made.open_questions]


def test_a_map_whose_scale_goes_beyond_the_words_is_refused(google_files):
    answers_map, grids = google_files
    (scale, *others) = answers_map.scales
    wider = replace(answers_map, scales=(replace(scale, maximum=9.0), *others))
    with pytest.raises(Refused, match=r"Nobody can have answered 9 to .* words that stand for 1 to 7\."):
        apply_map(from_toml(to_toml(wider)), grids)
