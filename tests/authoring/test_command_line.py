"""Instruments on the command line: compared, taken in, written out, published for good."""

import json
from pathlib import Path

import pytest

import instruments
from evaluation.domain.errors import Refused
from evaluation.store.instruments.published_versions import publication_of
from tests.instruments.workbooks import XLSFORM, workbook

REASON = "items.bt2.text=The same people are meant."
FILES = Path(__file__).parents[1] / "instruments" / "files"


def test_a_version_compared_with_itself_has_no_change(run):
    assert json.loads(run("diff", "common-ground/1", "common-ground/1", "--json"))["changes"] == []


def test_a_difference_names_the_words_and_the_class(run, second):
    said = run("diff", "common-ground/1", second())
    assert "≠ items.bt2.text: Some words changed. (not comparable)" in said
    assert "{+here+}" in said
    assert "Why: No rule knows whether other words ask the same" in said


def test_an_import_counts_items_and_what_was_not_carried(run, tmp_path):
    found = json.loads(run("import", FILES / "small.csv", "--output", tmp_path / "draft.toml", "--json"))
    draft = instruments.parse((tmp_path / "draft.toml").read_text(encoding="utf-8"))
    assert found["items"] == len(draft.items) > 0
    assert all(set(lost) == {"where", "what", "why"} for lost in found["not_carried"])


def test_checking_a_workbook_names_the_command_that_takes_it_in(run, tmp_path):
    form = tmp_path / "form.xlsx"
    form.write_bytes(workbook(**XLSFORM))
    with pytest.raises(Refused) as refused:
        run("check", form)
    (said,) = refused.value.faults
    assert ("UTF-8" in said, f"`weaving instrument import {form} --output draft.toml`" in said) == (False, True)


def test_a_file_that_cannot_be_taken_in_is_refused(run, tmp_path):
    (tmp_path / "notes.docx").write_bytes(b"PK")
    with pytest.raises(Refused, match="cannot be taken in"):
        run("import", tmp_path / "notes.docx")


def test_toml_comes_out_byte_for_byte(run, tmp_path):
    run("export", "common-ground/1", "--format", "toml", "--output", tmp_path / "out.toml")
    published = Path(instruments.__file__).parent / "published" / "common-ground" / "1.toml"
    assert (tmp_path / "out.toml").read_bytes() == published.read_bytes()


def test_translations_come_out_beside_toml_and_are_read_again_from_there(run, tmp_path):
    found = json.loads(run("export", "common-ground/1", "--output", tmp_path / "out.toml", "--json"))
    assert str(tmp_path / "out.cy.toml") in found["translations"]
    assert json.loads(run("check", tmp_path / "out.toml", "--json"))["translations"] == ["ar", "cy"]


def test_json_says_which_languages_it_does_not_hold_and_what_does(run, tmp_path):
    said = run("export", "common-ground/1", "--format", "json", "--output", tmp_path / "out.json")
    assert "Not in the file: Its words in other languages (ar, cy); --format toml writes each" in said


def test_a_check_names_what_publishing_would_refuse(run, second):
    items = tuple(item.model_copy(update={"source": ""}) for item in instruments.load("common-ground", 1).items)
    said = run("check", second(items=items, languages=("en", "cy")))
    assert "bt2 cites no source." in said
    assert "cy: there is no translation yet." in said


def test_a_language_without_words_names_the_file_that_is_looked_for(run, second):
    with pytest.raises(Refused, match=r"There is no second\.cy\.toml next to second\.toml: put the words there"):
        run("publish", second(languages=("en", "cy")), "--reason", "The same people are meant.", "--reason", REASON)


def test_an_import_says_which_languages_came_along_and_what_it_wrote(run, tmp_path):
    (tmp_path / "form.xlsx").write_bytes(workbook(**XLSFORM))
    said = run("import", tmp_path / "form.xlsx", "--output", tmp_path / "draft.toml")
    assert "Came along as a translation: cy." in said
    assert f"Written: {tmp_path / 'draft.cy.toml'}" in said


@pytest.mark.parametrize("wanted", ["json", "xlsform", "redcap", "ddi"])
def test_every_format_comes_out(run, tmp_path, wanted):
    run("export", "common-ground/1", "--format", wanted, "--output", tmp_path / "out")
    assert (tmp_path / "out").stat().st_size > 1000


def test_exporting_for_another_tool_says_what_the_file_does_not_hold(run, tmp_path):
    said = run("export", "common-ground/1", "--format", "redcap", "--output", tmp_path / "out.csv")
    assert "Not in the file: Its scales (bridging_trust, " in said
    found = json.loads(run("export", "common-ground/1", "--output", tmp_path / "out.toml", "--json"))
    assert found["lost"] == []


def test_a_po_file_needs_its_language(run, tmp_path):
    with pytest.raises(Refused, match="--language"):
        run("export", "common-ground/1", "--format", "po", "--output", tmp_path / "out.po")


def test_a_po_file_holds_the_words_there_are(run, tmp_path):
    run("export", "common-ground/1", "--format", "po", "--language", "cy", "--output", tmp_path / "out.po")
    welsh = instruments.translation("common-ground", 1, "cy")
    assert welsh.strings["title"] in (tmp_path / "out.po").read_text(encoding="utf-8")


def test_what_is_published_comes_out_byte_for_byte_and_is_listed(run, second, tmp_path):
    file = second()
    run("publish", file, "--reason", "The same people are meant.", "--reason", REASON)
    run("export", "common-ground/2", "--output", tmp_path / "out.toml")
    assert (tmp_path / "out.toml").read_bytes() == file.read_bytes()
    rows = json.loads(run("list", "--json"))
    assert [row["version"] for row in rows if row["instrument"] == "common-ground"] == [1, 2]


def test_a_number_is_never_published_twice(run, second):
    run("publish", second(), "--reason", "The same people are meant.", "--reason", REASON)
    with pytest.raises(Refused, match="next version of common-ground is number 3"):
        run("publish", second(), "--reason", "Again.")


def test_every_change_without_a_reason_of_its_own_is_named(run, second):
    items = tuple(
        item.model_copy(update={"text": f"{item.text} Say so here."}) if item.id in ("bt2", "cg2") else item
        for item in instruments.load("common-ground", 1).items
    )
    with pytest.raises(Refused) as refusal:
        run("publish", second(items=items), "--reason", "One reason for all.")
    said = " ".join(refusal.value.faults)
    assert ("items.bt2.text" in said, "items.cg2.text" in said) == (True, True)


@pytest.mark.parametrize("written", ['"items.bt2.text" = "Asked."', 'items.bt2.text = "Asked."', 'bt2 = "Asked."'])
def test_reasons_come_from_a_file(run, second, tmp_path, written, sqlite_database):
    (tmp_path / "why.toml").write_text(written, encoding="utf-8")
    run("publish", second(), "--reason", "Clearer.", "--reasons", tmp_path / "why.toml")
    with sqlite_database.reading() as db:
        assert publication_of(db, "common-ground", 2).reasons == {"items.bt2.text": "Asked."}


def test_a_reason_for_what_did_not_change_is_refused(run, second, tmp_path):
    (tmp_path / "why.toml").write_text('bt3 = "Nothing happened to it."', encoding="utf-8")
    with pytest.raises(Refused, match=r"No change called 'bt3'.*items\.bt2\.text"):
        run("publish", second(), "--reason", "Clearer.", "--reasons", tmp_path / "why.toml")


def test_what_is_left_to_do_is_refused_all_at_once(run, second):
    first = instruments.load("common-ground", 1)
    scales = tuple(scale.model_copy(update={"margin": None}) for scale in first.scales)
    with pytest.raises(Refused) as refusal:
        run("publish", second(scales=scales, languages=("en", "cy")), "--reason", "Margins are gone.")
    said = " ".join(refusal.value.faults)
    assert "has no smallest change worth counting" in said
    assert "cy: there is no translation yet." in said


def test_a_published_file_is_checked_with_its_translations_and_what_is_said_of_its_changes_beside_it(run):
    file = Path(instruments.__file__).parent / "published" / "common-ground" / "2.toml"
    assert json.loads(run("check", file, "--json"))["translations"] == ["ar", "cy"]


def test_labels_for_one_question_that_the_version_does_not_share_are_named(run, tmp_path):
    folder = Path(instruments.__file__).parent / "published" / "common-ground"
    for name in ("2.toml", "2.cy.toml"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    words = tmp_path / "2.cy.toml"
    words.write_text(words.read_text("utf-8").replace("items.pa1.options.1", "items.wm1.options.1"), "utf-8")
    with pytest.raises(Refused, match=r"items\.wm1\.options\.1"):
        run("check", tmp_path / "2.toml")


def test_an_import_of_ours_takes_the_translations_beside_it(run, tmp_path):
    run("export", "common-ground/1", "--output", tmp_path / "out.toml")
    (tmp_path / "out.ar.toml").unlink()
    found = json.loads(run("import", tmp_path / "out.toml", "--output", tmp_path / "again.toml", "--json"))
    assert (found["languages"], [lost["what"] for lost in found["not_carried"]]) == (["cy"], ["ar"])
    assert (tmp_path / "again.cy.toml").read_bytes() == (tmp_path / "out.cy.toml").read_bytes()


def test_an_import_of_json_says_that_words_in_other_languages_did_not_come_along(run, tmp_path):
    run("export", "common-ground/1", "--format", "json", "--output", tmp_path / "out.json")
    assert "Not carried: languages: cy. The file names this language and has none" in run(
        "import", tmp_path / "out.json"
    )


def test_a_number_that_is_taken_is_said_before_anything_of_reasons(run, second):
    run("publish", second(), "--reason", "The same people are meant.", "--reason", REASON)
    with pytest.raises(Refused, match="The next version of common-ground is number 3, not 2"):
        run("publish", second(), "--reason", "The same people are meant.", "--reason", REASON)
