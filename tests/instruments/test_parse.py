import pytest

import instruments
from instruments import WaveKind
from instruments.problem import InvalidInstrument


def sentences(text: str) -> list[str]:
    with pytest.raises(InvalidInstrument) as refused:
        instruments.parse(text, name="draft.toml")
    return list(refused.value.sentences)


def test_a_sound_text_becomes_a_version(small_text):
    assert instruments.parse(small_text).items_by_id["bt1"].format == "trust11"


*FIRST, LAST = (f"'{wave}'" for wave in WaveKind)
WAVES = f"{', '.join(FIRST)} or {LAST}"
FAULTS = [
    (
        'format = "trust11"',
        'format = "trst11"',
        "items.bt1.format: there is no response format called 'trst11'; did you mean 'trust11'?",
    ),
    (
        'role = "process"',
        'role = "proces"',
        "items.oo1.role: 'proces' is none of 'primary', 'secondary', 'process' or 'context'.",
    ),
    (
        "[waves.pre]",
        "[waves.befor]",
        f"waves.befor.kind: 'befor' is none of {WAVES}.",
    ),
    ("number = 1", 'number = "1"', "number: this is to be a whole number, not '1'."),
    ("number = 1", "number = 0", "number: '0' is too small; it is to be at least 1."),
    ('title = "Small"', 'titel = "Small"', "titel: there is no key called 'titel' here; did you mean 'title'?"),
    ('title = "Small"\n', "", "title: this key is missing."),
    ('title = "Small"', 'title = ""', "title: this is empty; write what it says."),
    ('languages = ["en", "cy"]', "languages = []", "languages: this list is empty; name at least 1."),
    (
        'languages = ["en", "cy"]',
        'languages = ["en", "en"]',
        "languages.en: the name 'en' stands 2 times; each needs its own.",
    ),
    ('label = "Neither"', "label = 2", "formats.agree3.options[2].label: this is to be text in quotes, not '2'."),
    ("value = 2", "value = 1", "formats.agree3.options: the value 1 stands 2 times; each option needs its own."),
    ("value = 2", "value = 9", "formats.agree3.options: the values of a stack are whole numbers, lowest first."),
    ("value = 2", 'value = "b"', "formats.agree3.options: values are all whole numbers or all text, not some of each."),
    ('high_label = "Completely"\n', "", "formats.trust11: a strip needs words at both ends: low_label and high_label."),
    (
        "maximum = 10\n\n[formats.agree3]",
        "maximum = 11\n\n[formats.agree3]",
        "formats.trust11: a strip has 2 to 11 numbers, from minimum up to maximum.",
    ),
    ("maximum = 40", "maximum = -1", "formats.talks: the minimum 0 is more than the maximum -1."),
    ('waves = ["pre", "post"]', 'waves = ["pre", "then"]', "items.bt1.waves: this version has no wave 'then'."),
    ('waves = ["pre", "post"]', 'waves = ["pre", "pre"]', "items.bt1.waves: a wave is named more than once."),
    ("[items.oo2]", "[items.wave]", "items.wave: 'wave' is a column of exported files; call the item something else."),
    ('at_most = "oo1"', 'at_most = "oo9"', "items.oo2.at_most: there is no item called 'oo9'; did you mean 'oo1'?"),
    (
        'at_most = "oo1"',
        'at_most = "bt1"',
        "items.oo2.at_most: only numbers can be compared, and 'bt1' is answered in 'trust11'.",
    ),
    ('items = ["bt1"]', "items = []", "scales.bridging_trust.items: a scale needs at least one item."),
    (
        'items = ["bt1"]',
        'items = ["bt9"]',
        "scales.bridging_trust.items: there is no item called 'bt9'; did you mean 'bt1'?",
    ),
    (
        'reverse = ["cg3"]',
        'reverse = ["bt1", "cg3"]',
        "scales.common_ground.reverse: 'bt1' is reversed but not among the scale's items.",
    ),
    (
        'reverse = ["cg3"]',
        "reverse = []",
        "scales.common_ground.reverse: 'cg3' points lower and must be reversed here.",
    ),
    (
        'reverse = ["cg3"]',
        'reverse = ["cg2", "cg3"]',
        "scales.common_ground.reverse: 'cg2' points higher and must not be reversed here.",
    ),
    (
        "minimum = 1\nmaximum = 3",
        "minimum = 1\nmaximum = 7",
        "scales.common_ground.items: 'cg2' is answered from 1 to 3, the scale runs from 1 to 7.",
    ),
    (
        "margin = 0.5",
        "margin = 10.0",
        "scales.bridging_trust.margin: a margin as wide as the scale itself counts no change.",
    ),
    ("margin = 0.5", "margin = -0.5", "scales.bridging_trust.margin: '-0.5' is too small; it is to be more than 0."),
    ("margin = 0.5", "margin = nan", "scales.bridging_trust.margin: this is to be a finite number."),
    (
        'construct = "bridging_trust"\nrole',
        'construct = "trust"\nrole',
        "scales.bridging_trust.items: 'bt1' measures 'trust', the scale 'bridging_trust'.",
    ),
    (
        'direction = "higher"\ntarget',
        "target",
        "items.bt1.direction: say which way is better, since the scale 'bridging_trust' counts this item.",
    ),
    (
        'text = "How many one-to-one talks did you have?"',
        'text = "a\\u0000b"',
        "items.oo1.text: the character U+0000 cannot be shown.",
    ),
    (
        'text = "How many one-to-one talks did you have?"',
        'text = ["a"]',
        "items.oo1.text: this is to be text in quotes, not a list.",
    ),
    (
        'agree = "Yes"',
        'agree = "Yes"\nversoin = 2',
        "consent.versoin: there is no key called 'versoin' here; did you mean 'version'?",
    ),
    (
        "[waves.post]\n",
        '[waves.post]\nwording = { bt9 = { text = "Then" } }\n',
        "waves.post.wording.bt9: there is no item called 'bt9'; did you mean 'bt1'?",
    ),
    (
        "[waves.pre]\n",
        '[waves.pre]\nwording = { oo1 = { text = "Then" } }\n',
        "waves.pre.wording.oo1: 'oo1' is not asked in this wave.",
    ),
]


@pytest.mark.parametrize(
    ("before", "after", "sentence"), FAULTS, ids=[fault[2].split(":")[0] + f"-{n}" for n, fault in enumerate(FAULTS)]
)
def test_a_fault_is_named_with_its_key(small_text, before, after, sentence):
    assert before in small_text
    assert f"draft.toml: {sentence}" in sentences(small_text.replace(before, after, 1))


def test_all_faults_are_named_at_once_also_within_one_broken_item(small_text):
    text = small_text.replace('format = "trust11"', 'format = "trst11"').replace(
        'role = "primary"', 'role = "primry"', 1
    )
    text = text.replace("margin = 0.3", "margin = 5.0").replace('title = "After"', "title = 3")
    assert [sentence.split(":")[1].strip() for sentence in sentences(text)] == [
        "waves.post.title",
        "items.bt1.role",
        "items.bt1.format",
        "scales.common_ground.margin",
    ]


def test_a_broken_item_is_not_said_to_be_absent_too(small_text):
    text = small_text.replace('construct = "descriptive"', "construct = 3", 1)
    assert sentences(text) == ["draft.toml: items.oo1.construct: this is to be text in quotes, not '3'."]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a =", "this is not TOML: Invalid value (at end of document)."),
        ("a = " + "[" * 5000, "the TOML is nested too deeply to read."),
        ("a = " + "9" * 5000, "a number in it has too many digits to read."),
        ("a = '" + "x" * 4_000_000 + "'", "the text is longer than 4,000,000 characters."),
    ],
    ids=["syntax", "nesting", "digits", "length"],
)
def test_what_is_no_toml_is_refused_in_one_sentence(text, reason):
    assert sentences(text) == [f"draft.toml: {reason}"]


def test_a_list_where_a_table_belongs_is_refused():
    assert "draft.toml: items: this is to be a table with one named entry each, such as [items.name]." in sentences(
        "items = []"
    )


def test_json_of_the_same_shape_is_read_too(small):
    assert instruments.parse_json(instruments.canonical_json(small)) == small


def test_json_that_is_a_list_is_refused():
    with pytest.raises(InvalidInstrument, match="a table of keys"):
        instruments.parse_json("[1]")
