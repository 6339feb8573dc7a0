import math

import pytest

from analysis.io.frames import BadFrame, read_responses
from analysis.scoring.scoring import Scale

SCALES = (
    Scale(id="trust", label="trust", items=("t1", "t2"), minimum=0, maximum=10, missing=frozenset({-9, "declined"})),
)
HEADING = "participant,chapter,wave,t1,t2\n"


@pytest.fixture
def read(tmp_path):
    """Read a file with this text, or these bytes."""

    def reading(content, **options):
        path = tmp_path / "responses.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_responses(path, SCALES, **options)

    return reading


@pytest.fixture
def faults(read):
    """The faults for which a file is refused."""

    def refusing(content):
        with pytest.raises(BadFrame) as refused:
            read(content)
        return refused.value.faults

    return refusing


def test_a_wide_file_is_one_row_a_participant_and_wave(read):
    frame = read(HEADING + "p1,Leeds,pre,3,4\np1,Leeds,post,5,6.5\n")
    assert frame.to_dict("list") == {
        "participant": ["p1", "p1"],
        "chapter": ["Leeds", "Leeds"],
        "wave": ["pre", "post"],
        "t1": [3, 5],
        "t2": [4, 6.5],
    }


def test_a_long_file_gives_the_same_frame_as_a_wide_one(read):
    wide = read(HEADING + "p1,Leeds,pre,3,4\np1,Leeds,post,5,\n")
    long = read(
        "participant,chapter,wave,item,answer\np1,Leeds,pre,t1,3\np1,Leeds,pre,t2,4\n"
        "p1,Leeds,post,t1,5\np1,Leeds,post,t2,\n"
    )
    assert long.equals(wide)


@pytest.mark.parametrize("name", ["01", "NA", "null", "1e5", "nan", "None", "true", "-", "<b>"])
def test_ids_and_chapters_are_text_whatever_they_look_like(read, name):
    frame = read(HEADING + f"{name},{name},pre,3,4\n")
    assert (frame["participant"][0], frame["chapter"][0]) == (name, name)


@pytest.mark.parametrize("cell", ["", "-9", "-9.0", "declined", "  "])
def test_empty_cells_and_missing_codes_are_not_answered(read, cell):
    assert math.isnan(read(HEADING + f"p1,Leeds,pre,{cell},4\n")["t1"][0])


@pytest.mark.parametrize(("cell", "number"), [("0", 0), ("10", 10), ("2.50", 2.5), ("+3", 3), (".5", 0.5), ("1e1", 10)])
def test_an_answer_is_any_decimal_number_from_minimum_to_maximum(read, cell, number):
    assert read(HEADING + f"p1,Leeds,pre,{cell},4\n")["t1"][0] == number


@pytest.mark.parametrize(
    "cell", ["nan", "NaN", "inf", "-inf", "Infinity", "NA", "x", "1_0", "٣", "0x5", '"3,5"', "1 2"]
)
def test_what_is_no_decimal_number_is_refused(faults, cell):
    (fault,) = faults(HEADING + f"p1,Leeds,pre,{cell},4\n")
    assert fault.startswith("Row 2, column t1:")
    assert fault.endswith("is not a number.")


@pytest.mark.parametrize("cell", ["11", "-0.1", "1e999"])
def test_an_answer_outside_the_range_is_refused_by_row_and_column(faults, cell):
    assert faults(HEADING + f"p1,Leeds,pre,3,{cell}\n") == (f"Row 2, column t2: {cell} is outside 0 to 10.",)


def test_every_fault_of_a_file_is_named_in_one_refusal(faults):
    content = HEADING + "p1,Leeds,pre,3,11\np1,Leeds,pre,4,4\n,Leeds,during,x,4\np2,,post,1,2\np3,Leeds,pre,1\n"
    assert faults(content) == (
        "Row 2, column t2: 11 is outside 0 to 10.",
        "Row 3, column participant: participant 'p1', wave 'pre' is already in row 2.",
        "Row 4, column participant: it is empty.",
        "Row 4, column t1: 'x' is not a number.",
        "Row 4, column wave: 'during' is not a wave; they are pretest, pre, post, then, follow_up.",
        "Row 5, column chapter: it is empty.",
        "Row 6 has 4 cells where the heading has 5.",
    )


def test_the_same_participant_and_wave_in_two_experiments_are_two_attendances(read):
    frame = read("participant,chapter,experiment,wave,t1,t2\np1,Leeds,e1,pre,1,1\np1,Leeds,e2,pre,2,2\n")
    assert frame["experiment"].tolist() == ["e1", "e2"]


def test_a_participant_in_two_chapters_at_one_experiment_is_refused(faults):
    assert faults(HEADING + "p1,Leeds,pre,1,1\np1,Hull,post,1,1\n") == (
        "Row 3, column chapter: participant 'p1' is in 'Hull' here and in 'Leeds' in row 2.",
    )


def test_an_unknown_column_is_named(faults):
    assert faults("participant,chapter,wave,t1,t2,t3\np1,Leeds,pre,1,1,1\n") == (
        "Row 1, column t3: no scale has such an item.",
    )


def test_a_column_that_is_known_to_be_of_no_use_here_is_passed_over(read):
    frame = read("participant,chapter,wave,t1,t2,t3\np1,Leeds,pre,1,1,text\n", ignored=["t3"])
    assert "t3" not in frame.columns


@pytest.mark.parametrize("name", ["participant", "chapter", "wave", "t1"])
def test_a_missing_column_is_named(faults, name):
    names = ["participant", "chapter", "wave", "t1", "t2"]
    cells = {"participant": "p1", "chapter": "Leeds", "wave": "pre", "t1": "1", "t2": "1"}
    kept = [heading for heading in names if heading != name]
    content = ",".join(kept) + "\n" + ",".join(cells[heading] for heading in kept) + "\n"
    assert faults(content) == (f"Row 1: the column {name} is missing.",)


def test_an_unknown_item_of_a_long_file_is_named(faults):
    assert faults("participant,chapter,wave,item,answer\np1,Leeds,pre,t9,3\n") == (
        "Row 2, column item: 't9' is not an item of any scale.",
    )


def test_an_item_answered_twice_in_a_long_file_is_named(faults):
    assert faults("participant,chapter,wave,item,answer\np1,Leeds,pre,t1,3\np1,Leeds,pre,t1,4\n") == (
        "Row 3, column participant: participant 'p1', wave 'pre', item 't1' is already in row 2.",
    )


def test_a_repeated_heading_is_named(faults):
    assert faults("participant,chapter,wave,t1,t2,t1\np1,Leeds,pre,1,1,1\n") == (
        "Row 1: the column t1 stands 2 times.",
    )


def test_bytes_that_are_not_utf_8_are_named_by_row_and_column(faults):
    assert faults((HEADING + "p1,Caf\xe9,pre,1,1\n").encode("latin-1")) == (
        "Row 2, column chapter is not UTF-8 text: save the file as UTF-8.",
    )


def test_a_file_in_utf_16_is_refused(faults):
    assert faults((HEADING + "p1,Leeds,pre,1,1\n").encode("utf-16")) == (
        "The file is not UTF-8 text: save it as CSV in UTF-8.",
    )


def test_a_byte_order_mark_is_welcome(read):
    assert read("\ufeff" + HEADING + "p1,Leeds,pre,1,1\n").columns[0] == "participant"


def test_rows_end_as_they_like(read):
    assert len(read((HEADING + "p1,Leeds,pre,1,1\np2,Leeds,pre,1,1\n").replace("\n", "\r\n"))) == 2


@pytest.mark.parametrize(("sign", "name"), [(";", "semicolons"), ("\t", "tabs")])
def test_other_signs_between_cells_are_named(faults, sign, name):
    content = (HEADING + "p1,Leeds,pre,1,1\n").replace(",", sign)
    assert faults(content) == (f"The file has {name} between its cells: save it with commas.",)


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff"])
def test_an_empty_file_is_refused(faults, content):
    assert faults(content) == ("The file is empty.",)


def test_a_heading_alone_is_refused(faults):
    assert faults(HEADING) == ("The file has a heading and no rows under it.",)


def test_a_quotation_that_never_ends_is_named(faults):
    (fault,) = faults(HEADING + 'p1,"Leeds,pre,1,1\n')
    assert fault.startswith("Row 2 cannot be read as CSV:")


def test_rows_without_any_text_are_passed_over_and_still_counted(faults):
    assert faults(HEADING + "\n,,,,\np1,Leeds,pre,99,1\n") == ("Row 4, column t1: 99 is outside 0 to 10.",)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(BadFrame, match="cannot be read"):
        read_responses(tmp_path / "nowhere.csv", SCALES)


def test_ids_that_start_again_in_each_chapter_are_one_fault_that_says_how_they_are_made_unique(tmp_path):
    rows = [
        f"{person},{chapter},{wave},5"
        for chapter in ("Ash", "Birch")
        for person in range(30)
        for wave in ("pre", "post")
    ]
    path = tmp_path / "r.csv"
    path.write_text("participant,chapter,wave,t1\n" + "\n".join(rows) + "\n", encoding="utf-8")
    scale = Scale(id="t", label="Trust", items=("t1",), minimum=0, maximum=10)
    with pytest.raises(BadFrame) as refused:
        read_responses(path, [scale])
    (said,) = refused.value.faults
    assert said == (
        "Row 62, column participant: 30 participants are in several chapters: '0' is in 'Birch' here and in 'Ash' in "
        "row 2. Where ids start again in each chapter, write the chapter before them, as in 'Birch-0'."
    )


def misspelt(rows, said):
    return HEADING + "".join(f"p{k},Leeds,{said if k % 2 else 'pre'},3,4\n" for k in range(rows))


def test_one_misspelt_wave_is_one_sentence_however_many_rows_it_stands_in(faults):
    said = "Row 3 and 899 more, column wave: 'psot' is not a wave. Did you mean 'post'? "
    said += "They are pretest, pre, post, then, follow_up."
    assert faults(misspelt(1800, "psot")) == (said,)


def test_every_misspelt_wave_has_its_own_sentence(faults):
    content = misspelt(6, "Post") + "q,Leeds,follow up,1,2\n"
    assert [fault.partition(" They")[0] for fault in faults(content)] == [
        "Row 3 and 2 more, column wave: 'Post' is not a wave. Did you mean 'post'?",
        "Row 8, column wave: 'follow up' is not a wave. Did you mean 'follow_up'?",
    ]


def test_the_same_wrong_answer_to_a_question_is_one_sentence(faults):
    assert faults(HEADING + "".join(f"p{k},Leeds,pre,99,4\n" for k in range(300))) == (
        "Row 2 and 299 more, column t1: 99 is outside 0 to 10.",
    )


def test_many_rows_that_repeat_others_are_one_sentence(faults):
    said = "Row 3, column participant: participant 'p1', wave 'pre' is already in row 2, "
    said += "and 48 more rows say again what an earlier one does."
    assert faults(HEADING + 50 * "p1,Leeds,pre,3,4\n") == (said,)


def test_rows_that_are_too_long_are_one_sentence_a_length(faults):
    assert faults(HEADING + "p1,Leeds,pre,3,4\n" + 90 * "p2,Leeds,post,3,4,\n") == (
        "Row 3 and 89 more have 6 cells where the heading has 5.",
    )


def test_a_column_in_other_letters_is_one_sentence(faults):
    assert faults((HEADING + 90 * "p2,L\xe9,post,3,4\n").encode("latin-1"))[0] == (
        "Row 2 and 89 more, column chapter is not UTF-8 text: save the file as UTF-8."
    )


def test_items_that_no_scale_has_are_one_sentence_each(faults):
    rows = "".join(f"p{k},Leeds,pre,{item},4\n" for k in range(40) for item in ("t1", "t2", "t9"))
    assert faults("participant,chapter,wave,item,answer\n" + rows) == (
        "Row 4 and 39 more, column item: 't9' is not an item of any scale.",
    )
