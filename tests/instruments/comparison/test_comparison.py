"""Edits of the published instrument, each with the class it must get and the rule that gives it.

The classes follow the measurement literature the instrument rests on: response formats shift levels of trust
(Bekkers and Sandberg 2019), so any change of points, labels, layout or direction does not compare; nor do other words,
until a person says with a reason that the question is the same; what nobody answering can notice is the same.
"""

import tomllib

import pytest

import instruments
from instruments.comparison import Comparability, WordState, compare
from instruments.comparison.word_changes import class_of_words, word_changes
from instruments.model import Version
from instruments.translation import Translation

SAME, CARE, NOT = Comparability.SAME, Comparability.WITH_CARE, Comparability.NOT

TRUST = 'label = "Trust in people from other communities"'
BT2 = "people in {place} whose background is very different from yours?"
CG2 = "I have a lot in common with people in {place} from other communities."
AG1 = "When people in {place} act together, what I do can make a difference."
AN1 = "I would feel nervous in a one-to-one talk with someone in {place} from a very different community."
DROP_POINT = '    { value = 7, label = "Strongly agree" },\n'

# before, after, key of the change, rule, class
EDITS = [
    # what nobody can notice
    (BT2, BT2.replace("?", " ?"), "items.bt2.text", "punctuation", SAME),
    (BT2, BT2.removesuffix("?"), "items.bt2.text", "punctuation", SAME),
    (AN1, AN1.replace("one-to-one", "one to one"), "items.an1.text", "punctuation", SAME),
    (AG1, AG1.replace("When", "when"), "items.ag1.text", "punctuation", SAME),
    (BT2, BT2.replace("background", "backgruond"), "items.bt2.text", "letters", NOT),
    (CG2, CG2.replace("common", "comon"), "items.cg2.text", "letters", NOT),
    ("organisations other than your own?", "organizations other than your own?", "items.bt1.text", "spelling", SAME),
    ('label = "Completely"', 'label = "Completely."', "formats.trust11.high_label", "punctuation", SAME),
    ('label = "Slightly agree"', 'label = "slightly agree"', "formats.agree7.options.5", "punctuation", SAME),
    ("[formats.agree7]", "[formats.agreement7]", "formats.agreement7", "name of a format", SAME),
    ('label = "A lot in common"', 'label = "Much in common"', "items.cg2.label", "reference", SAME),
    ('licence = "Own words, CC BY 4.0"', 'licence = "CC BY 4.0"', "items.bt1.licence", "reference", SAME),
    (TRUST, 'label = "Trust across difference"', "scales.bridging_trust.label", "name", SAME),
    ('title = "Looking back"', 'title = "Back then"', "waves.then.title", "heading", SAME),
    ('status_note = "not yet validated"', 'status_note = "piloted"', "status_note", "heading", SAME),
    ('    "cy",\n', "", "languages", "languages", SAME),
    ("[consent]\nversion = 1", "[consent]\nversion = 2", "consent.version", "number", SAME),
    ("maximum = 1000", "maximum = 500", "formats.words", "limits", SAME),
    # other words, until a person says that the question is the same
    (AN1, AN1.replace("nervous", "calm"), "items.an1.text", "words", NOT),
    ("care about many of the same", "care about many of the different", "items.cg3.text", "words", NOT),
    ('ask = "How much do you trust…"', 'ask = "How much do you rely on…"', "items.bt1.ask", "words", NOT),
    (AG1, AG1.replace("act together", "act with each other"), "items.ag1.text", "words", NOT),
    (BT2, BT2.replace("people", "friends"), "items.bt2.text", "words", NOT),
    ("today, how much did you trust…", "today, how far did you trust…", "waves.then.wording.bt1.ask", "words", NOT),
    (AG1, AG1.replace("make a difference", "make the difference"), "items.ag1.text", "article", CARE),
    (BT2, BT2.replace("very different", "quite different"), "items.bt2.text", "words", NOT),
    (BT2, BT2.replace("in {place} ", ""), "items.bt2.text", "words", NOT),
    (CG2, CG2.replace("a lot", "much"), "items.cg2.text", "words", NOT),
    (AG1, "What I do can make a difference when people in {place} act together.", "items.ag1.text", "word order", NOT),
    ('ask = "How much do you trust…"\n', "", "items.bt1.ask", "words", NOT),
    ("communities.", "community groups.", "items.cg2.text", "words", NOT),
    ("We don't ask your name.", "We don't ask your name or address.", "consent", "consent", CARE),
    ('role = "primary"', 'role = "secondary"', "items.bt1.role", "role", CARE),
    ('at_most = "oo1"\n', "", "items.oo2.at_most", "check of answers", CARE),
    ('licence = "Own', 'clip = "bt1.mp3"\nlicence = "Own', "items.bt1.clip", "recording", NOT),
    ("margin = 0.5", "margin = 0.4", "scales.bridging_trust.margin", "smallest change worth counting", CARE),
    ("primary = true", "primary = false", "scales.bridging_trust.primary", "place among the headline outcomes", CARE),
    (
        "margin = 0.5",
        "minimum_answered = 0.5\nmargin = 0.5",
        "scales.bridging_trust.minimum_answered",
        "share that must be answered",
        CARE,
    ),
    ("maximum = 40", "maximum = 20", "formats.talks", "limits", CARE),
    ('    "pre",\n    "post",\n    "then",\n', '    "pre",\n    "post",\n', "items.an1.waves", "waves", CARE),
    ("Now think back to before today. How was it then?", "Please think back.", "waves.then.intro", "time frame", NOT),
    # what measures something else
    (BT2, BT2.replace("is very", "is not very"), "items.bt2.text", "negation", NOT),
    (CG2, CG2.replace("a lot", "nothing"), "items.cg2.text", "negation", NOT),
    (AN1, AN1.replace("feel", "never feel"), "items.an1.text", "negation", NOT),
    (AG1, AG1.replace("can make", "can't make"), "items.ag1.text", "negation", NOT),
    ("I am willing", "I am unwilling", "items.ag2.text", "negation", NOT),
    ("talks did you have today?", "talks did you have this week?", "items.oo1.text", "time frame", NOT),
    ("talks did you have today?", "talks of 5 minutes did you have today?", "items.oo1.text", "number", NOT),
    (CG2, "Most of my neighbours and I want much the same.", "items.cg2.text", "another question", NOT),
    (DROP_POINT, "", "formats.agree7.options", "points", NOT),
    ("minimum = 0\nmaximum = 10\n", "minimum = 1\nmaximum = 10\n", "formats.trust11.options", "points", NOT),
    ("minimum = 0\nmaximum = 10\n", "minimum = 1\nmaximum = 11\n", "formats.trust11.options", "values", NOT),
    ("overlap = 55", "overlap = 45", "formats.circles7.options", "pictures", NOT),
    ('"Not at all"', '"A little"', "formats.trust11.low_label", "label", NOT),
    ('"Neither agree nor disagree"', '"Not sure"', "formats.agree7.options.4", "label", NOT),
    ('agree7]\nlayout = "stack"', 'agree7]\nlayout = "choice"', "formats.agree7.layout", "layout", NOT),
    ('direction = "lower"\nt', 'direction = "higher"\nt', "items.an1.direction", "direction", NOT),
    ("people in {place} with a very different background", "people here", "items.bt2.target", "target", NOT),
    ('    "bt3",\n', "", "scales.bridging_trust.items", "item dropped from a score", NOT),
    ('    "cg3",\n', '    "cg3",\n    "df1",\n', "scales.common_ground.items", "item added to a score", NOT),
    ("[scales.agency]", "[scales.power]", "scales.agency", "scale dropped", NOT),
    ('label = "Yes"', 'label = "Maybe"', "formats.yes_no.options.1", "label", NOT),
]  # fmt: skip


def rows(table, key):
    return [{key: name, **row} for name, row in table.items()]


def shaped(text):
    """The version of a text without asking whether its parts fit, so that one edit can be looked at alone."""
    raw = tomllib.loads(text)
    for table, key in (("waves", "kind"), ("formats", "id"), ("items", "id"), ("scales", "id")):
        raw[table] = rows(raw[table], key)
    for page in raw["waves"]:
        page["wording"] = rows(page.get("wording", {}), "item")
    return Version.model_validate(raw)


def version_with(before, after, *, key=""):
    """The published version with one edit: under the item's own head where the key is an item's."""
    text = instruments.canonical_toml(instruments.load("common-ground", 1))
    head = text.index(f"[{'.'.join(key.split('.')[:2])}]") if key.startswith("items.") else 0
    assert before in text[head:]
    text = text[:head] + text[head:].replace(before, after, 1)
    return shaped(text.replace('format = "agree7"', 'format = "agreement7"') if "agreement7" in after else text)


@pytest.mark.parametrize("edit", EDITS, ids=[f"{edit[2]}-{edit[3]}-{n}" for n, edit in enumerate(EDITS)])
def test_an_edit_gets_its_class_by_its_rule(common_ground, edit):
    before, after, key, rule, expected = edit
    changes = {change.key: change for change in compare(common_ground, version_with(before, after, key=key)).changes}
    assert (changes[key].rule, changes[key].comparability) == (rule, expected)


def test_the_table_holds_at_least_forty_edits_of_every_class():
    assert len(EDITS) >= 40
    assert {edit[4] for edit in EDITS} == set(Comparability)


def test_a_version_compared_with_itself_has_no_changes(common_ground):
    comparison = compare(common_ground, common_ground)
    assert (comparison.changes, comparison.overall) == ((), SAME)


def test_a_changed_word_touches_its_item_and_its_scale_only(common_ground):
    comparison = compare(common_ground, version_with(BT2, BT2.replace("in {place} ", "")))
    assert {scale.id: comparison.scale_comparability(scale.id) for scale in common_ground.scales} == {
        "bridging_trust": NOT,
        "common_ground": SAME,
        "closeness": SAME,
        "difference": SAME,
        "anxiety": SAME,
        "agency": SAME,
    }


def test_a_changed_format_makes_every_scale_answered_in_it_not_comparable(common_ground):
    comparison = compare(common_ground, version_with('"Neither agree nor disagree"', '"Not sure"'))
    found = {scale.id for scale in common_ground.scales if comparison.scale_comparability(scale.id) is NOT}
    assert found == {"common_ground", "difference", "anxiety", "agency"}


def test_words_of_one_wave_touch_that_wave_only(common_ground):
    other = version_with(
        "Thinking back to before today, how much did you trust…", "Before today, how far did you trust…"
    )
    comparison = compare(common_ground, other)
    assert comparison.item_comparability("bt1", wave="then") is not SAME
    assert comparison.item_comparability("bt1", wave="post") is SAME


def test_a_dropped_item_has_nothing_to_compare_with(common_ground):
    fewer = common_ground.having(items=tuple(item for item in common_ground.items if item.id != "df1"))
    comparison = compare(common_ground, fewer)
    assert [change.rule for change in comparison.of_item("df1")] == ["item dropped"]
    assert comparison.item_comparability("df1") is NOT


def test_an_added_item_leaves_the_others_the_same(common_ground):
    fewer = common_ground.having(items=tuple(item for item in common_ground.items if item.id != "tp1"))
    comparison = compare(fewer, common_ground)
    assert [(change.key, change.rule) for change in comparison.changes] == [("items.tp1", "item added")]


def test_a_moved_item_and_those_that_follow_others_now_do_not_compare(common_ground):
    items = list(common_ground.items)
    items.insert(9, items.pop(1))
    (change,) = compare(common_ground, common_ground.having(items=tuple(items))).changes
    assert (change.rule, change.comparability, change.items) == ("order of items", NOT, ("bt3", "bt2", "ag2"))
    assert change.sentence == (
        "The questions stand in another order: bt3 now follows bt1, bt2 now follows ag1, ag2 now follows bt2."
    )


def _asked_first(common_ground, **parts):
    """The version with a question put first, of the same kind as another."""
    crime = common_ground.items_by_id["pa1"].model_copy(
        update={"id": "vc1", "label": "Crime", "text": "Have you been a victim of crime?", **parts}
    )
    return common_ground.having(items=(crime, *common_ground.items))


def test_a_new_question_put_first_touches_every_scored_one_after_it(common_ground):
    comparison = compare(common_ground, _asked_first(common_ground, waves=("pre", "post")))
    scored = {item for scale in common_ground.scales for item in scale.items}
    change = next(change for change in comparison.changes if change.key == "items.before")
    assert (change.comparability, set(change.items), change.waves) == (NOT, scored, ("pre", "post"))
    assert change.sentence == "What is asked before these questions is not the same: vc1 came."
    assert comparison.item_comparability("bt1", wave="pre") is NOT
    assert comparison.item_comparability("bt1", wave="follow_up") is SAME


def test_a_new_question_between_touches_what_comes_after_and_nothing_before(common_ground):
    first = _asked_first(common_ground, waves=("pre",)).items
    comparison = compare(common_ground, common_ground.having(items=(*first[1:5], first[0], *first[5:])))
    before, after = ({item.id for item in some} for some in (common_ground.items[:4], common_ground.items[4:]))
    scored = {item for scale in common_ground.scales for item in scale.items}
    touched = {item for item in scored if comparison.of_item(item, wave="pre")}
    assert (touched & before, touched & after) == (set(), scored & after)


def test_a_label_reworded_in_a_translation_touches_every_question_answered_in_it(common_ground):
    pair = tuple(
        Translation(instrument="common-ground", number=1, language="cy", strings={"formats.agree7.options.1": said})
        for said in ("Anghytuno", "Cytuno")
    )
    comparison = compare(common_ground, common_ground, translations=[pair])
    assert comparison.scale_comparability("anxiety", language="cy") is NOT
    assert comparison.scale_comparability("anxiety", language="en") is SAME


def test_a_scale_neither_version_has_does_not_compare(common_ground):
    assert compare(common_ground, common_ground).scale_comparability("hope") is NOT


def test_options_in_another_order_do_not_compare(common_ground):
    text = instruments.canonical_toml(common_ground)
    first, second = '    { value = 1, label = "Maybe" },\n', '    { value = 2, label = "Yes, and it is arranged" },\n'
    comparison = compare(common_ground, shaped(text.replace(first + second, second + first)))
    assert [(change.rule, change.comparability) for change in comparison.changes] == [("order of options", NOT)]


def test_the_learning_module_compares_with_common_ground_scale_by_scale(common_ground):
    comparison = compare(common_ground, instruments.load("learning-module", 1))
    assert {comparison.scale_comparability(scale.id, wave="post") for scale in common_ground.scales} == {CARE}


def words_in(language, text):
    return Translation(instrument="common-ground", number=1, language=language, strings={"items.bt2.text": text})


def test_a_corrected_translation_is_the_same(common_ground):
    pair = (
        words_in("cy", "mewn pobl yn {place} sydd â chefndir gwahanol"),
        words_in("cy", "mewn pobl yn {place} sydd â chefndir gwahanol?"),
    )
    comparison = compare(common_ground, common_ground, translations=[pair])
    assert [(change.language, change.comparability) for change in comparison.changes] == [("cy", SAME)]


def test_a_reworded_translation_touches_only_those_who_answer_in_it(common_ground):
    pair = (
        words_in("cy", "mewn pobl yn {place} sydd â chefndir gwahanol?"),
        words_in("cy", "mewn pobl o gefndiroedd eraill?"),
    )
    comparison = compare(common_ground, common_ground, translations=[pair])
    assert comparison.scale_comparability("bridging_trust", language="cy") is NOT
    assert comparison.scale_comparability("bridging_trust", language="en") is SAME


def test_what_is_not_the_same_needs_a_reason(common_ground):
    comparison = compare(common_ground, version_with("margin = 0.5", "margin = 0.4"))
    assert [change.key for change in comparison.to_confirm] == ["scales.bridging_trust.margin"]


def test_the_words_that_came_and_went_are_shown_in_reading_order():
    words = word_changes("people whose background differs", "people in {place} whose life differs")
    assert [(one.state, one.text) for one in words] == [
        (WordState.KEPT, "people"),
        (WordState.ADDED, "in {place}"),
        (WordState.KEPT, "whose"),
        (WordState.REMOVED, "background"),
        (WordState.ADDED, "life"),
        (WordState.KEPT, "differs"),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("woman", "women"),
        ("trust", "trusts"),
        ("now", "not"),
        ("ਪੰਜਾਬੀ", "ਪੰਜਾਬ"),
        ("affect", "effect"),
        ("friends", "fiends"),
        ("better", "bitter"),
        ("united", "untied"),
        ("country", "county"),
    ],
)
def test_another_word_is_not_taken_for_a_slip(before, after):
    assert class_of_words(f"We feel {before} here again", f"We feel {after} here again")[1] != "spelling"
