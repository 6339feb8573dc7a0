import csv
import io
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from pyxform.xls2xform import convert

import instruments
from instruments.interchange import read_content, to_ddi, to_redcap, to_xlsform
from instruments.model import Option, ResponseFormat
from instruments.terms import Layout

FILES = Path(__file__).parents[1] / "files"
WAVES = ["pretest", "pre", "post", "then", "follow_up", None]
ORDERED = [("common-ground", 1), ("learning-module", 1)]


def form(content):
    return convert(io.BytesIO(content), validate=False, file_type=".xlsx")


@pytest.mark.parametrize("wave", WAVES)
def test_pyxform_takes_every_wave_without_a_warning(common_ground, wave):
    assert form(to_xlsform(common_ground, wave=wave)).warnings == []


def test_pyxform_sees_the_questions_in_order_with_their_codes(common_ground):
    seen = form(to_xlsform(common_ground, wave="pre"))._pyxform["children"]
    asked = common_ground.questions("pre")
    assert [child["name"] for child in seen if child["name"] != "meta"] == [item.id for item in asked]
    trust = next(child for child in seen if child["name"] == "bt1")
    assert [choice["name"] for choice in trust["choices"]] == [*(str(point) for point in range(11)), "declined"]


def test_pyxform_takes_the_translations_as_languages(common_ground):
    words = instruments.translations("common-ground", 1)
    seen = form(to_xlsform(common_ground, wave="pre", translations=words))._pyxform["children"]
    welsh = instruments.translated(common_ground, words[1]).questions("pre")[0]
    assert seen[0]["label"]["Welsh (cy)"] == f"{welsh.ask} {welsh.text}"


def test_the_same_version_gives_the_same_workbook(common_ground):
    assert to_xlsform(common_ground, wave="pre") == to_xlsform(common_ground, wave="pre")


def test_a_number_that_cannot_pass_another_is_constrained(common_ground):
    rows = list(openpyxl.load_workbook(io.BytesIO(to_xlsform(common_ground, wave="post")))["survey"].values)
    limits = {row[1]: row[rows[0].index("constraint")] for row in rows}
    assert limits["oo2"] == ". >= 0 and . <= 40 and . <= ${oo1}"


def test_what_begins_like_a_formula_is_written_as_words(small):
    item = small.items[0].model_copy(update={"text": '=HYPERLINK("http://x")', "ask": ""})
    book = openpyxl.load_workbook(io.BytesIO(to_xlsform(small.having(items=(item,), scales=()))))
    assert book["survey"]["C2"].data_type == "s"


def codes(version):
    return [
        (item.id, f"{item.ask} {item.text}".strip(), [option.value for option in version.format_of(item).choices])
        for item in version.items
    ]


@pytest.mark.parametrize("one", ORDERED)
def test_xlsform_out_and_in_again_keeps_ids_words_order_and_codes(one):
    version = instruments.load(*one)
    assert codes(read_content("again.xlsx", to_xlsform(version)).version_draft) == codes(version)


EVERY = [*ORDERED, ("common-ground", 2), ("about-you", 1), ("community-life", 1)]


def whole(version):
    """Every item with its words, its limit by another, and its answers as they are laid out, whatever their name."""
    formats = {found.id: found.model_copy(update={"id": "any"}) for found in version.formats}
    return [
        (item.id, item.ask, item.text, item.at_most, item.not_applicable, formats[item.format])
        for item in version.items
    ]


@pytest.mark.parametrize("one", EVERY)
def test_xlsform_out_and_in_again_keeps_lead_ins_layouts_limits_and_ends(one):
    version = instruments.load(*one)
    found = read_content("again.xlsx", to_xlsform(version, translations=instruments.translations(*one)))
    assert whole(found.version_draft) == whole(version)
    assert [one.what for one in found.not_carried] == ([] if version.number == 1 else [f"version: {version.number}"])


@pytest.mark.parametrize("one", EVERY)
def test_xlsform_out_and_in_again_keeps_the_words_of_questions_in_each_language(one):
    words = instruments.translations(*one)
    found = read_content("again.xlsx", to_xlsform(instruments.load(*one), translations=words))
    for before, after in zip(words, found.translations, strict=True):
        asked = {key: text for key, text in before.strings.items() if key.startswith("items.") and key.count(".") == 2}
        same = {key: text for key, text in asked.items() if key.endswith((".text", ".ask", ".not_applicable"))}
        assert {key: after.strings.get(key) for key in same} == same


def test_several_answers_with_words_and_none_come_in_again_as_they_left(small):
    options = (
        Option(value="bus", label="Bus"),
        Option(value="walk", label="On foot"),
        Option(value="other", label="Another way", specify=True),
        Option(value="none", label="None of these", exclusive=True),
    )
    ways = ResponseFormat(id="ways", layout=Layout.CHECKBOXES, options=options)
    day = ResponseFormat(id="day", layout=Layout.DATE, minimum=1990, maximum=2030)
    items = [
        small.items[0].model_copy(update={"id": name, "format": of, "waves": small.items[0].waves})
        for name, of in (("came", "ways"), ("born", "day"))
    ]
    version = small.having(items=tuple(items), formats=(ways, day), scales=())
    found = read_content("again.xlsx", to_xlsform(version))
    assert whole(found.version_draft) == whole(version)
    assert found.not_carried == ()


@pytest.mark.parametrize("one", ORDERED)
def test_redcap_out_and_in_again_keeps_ids_words_order_and_codes(one):
    version = instruments.load(*one)
    assert codes(read_content("again.csv", to_redcap(version).encode()).version_draft) == codes(version)


def test_redcap_has_its_eighteen_columns_and_numbers_the_records_first(common_ground):
    rows = list(csv.reader(io.StringIO(to_redcap(common_ground, wave="pre"))))
    assert {len(row) for row in rows} == {18}
    assert (rows[0][0], rows[1][0], rows[2][0]) == ("Variable / Field Name", "record_id", "bt1")


def test_redcap_limits_a_number(common_ground):
    rows = list(csv.reader(io.StringIO(to_redcap(common_ground, wave="post"))))
    talks = next(row for row in rows if row[0] == "oo1")
    assert talks[3:4] + talks[7:10] == ["text", "integer", "0", "40"]


def test_a_wave_that_is_not_there_cannot_leave():
    with pytest.raises(ValueError, match="has no wave 'then'; there are pre, post"):
        to_redcap(instruments.load("learning-module", 1), wave="then")


@pytest.fixture(scope="module")
def schema():
    return etree.XMLSchema(etree.parse(str(FILES / "ddi-codebook-part.xsd")))


def book(version):
    return etree.fromstring(to_ddi(version).encode())


@pytest.mark.parametrize("one", ORDERED)
def test_a_codebook_has_the_order_and_the_attributes_of_the_standard(schema, one):
    schema.assertValid(book(instruments.load(*one)))


def test_the_schema_refuses_another_order(schema, common_ground):
    tree = book(common_ground)
    variable = tree.find(".//{*}var")
    variable.insert(0, variable[-1])
    assert not schema.validate(tree)


def test_a_codebook_describes_every_item_with_its_question_and_categories(common_ground):
    tree = book(common_ground)
    names = {"d": "ddi:codebook:2_5"}
    assert tree.xpath("//d:var/@name", namespaces=names) == [item.id for item in common_ground.items]
    labels = tree.xpath("//d:var[@name='cg2']/d:catgry[not(@missing)]/d:labl/text()", namespaces=names)
    assert labels == [option.label for option in common_ground.formats_by_id["agree7"].options]


def test_a_codebook_marks_declined_as_missing(common_ground):
    names = {"d": "ddi:codebook:2_5"}
    values = book(common_ground).xpath("//d:catgry[@missing='Y']/d:catValu/text()", namespaces=names)
    assert values == ["declined"] * len(common_ground.items)


def test_a_codebook_groups_the_items_of_a_scale(common_ground):
    names = {"d": "ddi:codebook:2_5"}
    groups = book(common_ground).xpath("//d:varGrp", namespaces=names)
    assert [group.get("var").split() for group in groups] == [
        [f"item_{name}" for name in scale.items] for scale in common_ground.scales
    ]
