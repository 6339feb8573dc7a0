import pytest

from analysis.estimate.plan import BadPlan, plan_for, read_scales
from analysis.scoring.scoring import Scale

GOOD = """
[scales.trust]
label = "bridging trust"
items = ["t1", "t2"]
minimum = 0
maximum = 10
reverse = ["t2"]
margin = 0.5
primary = true
missing = [-9, "declined"]

[scales.nerves]
items = ["n1"]
minimum = 1
maximum = 7
direction = "lower"

[plan]
suppress_below = 8
"""


@pytest.fixture
def read(tmp_path):
    """Read a scales file with this text."""

    def reading(text):
        path = tmp_path / "scales.toml"
        path.write_text(text, encoding="utf-8")
        return read_scales(path)

    return reading


@pytest.fixture
def faults(read):
    """The faults for which a scales file is refused."""

    def refusing(text):
        with pytest.raises(BadPlan) as refused:
            read(text)
        return refused.value.faults

    return refusing


def test_a_scales_file_gives_its_scales(read):
    scales, _ = read(GOOD)
    assert scales == (
        Scale(
            id="trust",
            label="bridging trust",
            items=("t1", "t2"),
            minimum=0,
            maximum=10,
            reverse=frozenset({"t2"}),
            margin=0.5,
            primary=True,
            missing=frozenset({-9, "declined"}),
        ),
        Scale(id="nerves", label="nerves", items=("n1",), minimum=1, maximum=7, direction="lower"),
    )


def test_a_scales_file_gives_its_plan(read):
    _, plan = read(GOOD)
    assert (plan.primary, plan.margins, plan.suppress_below) == (("trust",), {"trust": 0.5}, 8)


def test_fewer_than_five_are_suppressed_unless_the_plan_says_otherwise(read):
    assert read(GOOD.replace("suppress_below = 8", ""))[1].suppress_below == 5


def test_the_digest_of_a_plan_changes_with_its_margin():
    scale = Scale(id="s", label="s", items=("i",), minimum=0, maximum=1, margin=0.1)
    wider = Scale(id="s", label="s", items=("i",), minimum=0, maximum=1, margin=0.2)
    assert plan_for([scale]).digest != plan_for([wider]).digest


def test_the_digest_of_a_plan_is_the_same_for_the_same_plan():
    scale = Scale(id="s", label="s", items=("i",), minimum=0, maximum=1, margin=0.1)
    assert plan_for([scale]).digest == plan_for([scale]).digest


def test_a_plan_says_how_many_evenings_and_looks_are_planned(read):
    _, plan = read(GOOD + "evenings = 24\nlooks = 4\n")
    assert (plan.evenings, plan.looks) == (24, 4)


def test_a_plan_that_names_no_evenings_has_one_look(read):
    _, plan = read(GOOD)
    assert (plan.evenings, plan.looks) == (None, 1)


def test_the_digest_of_a_plan_without_evenings_is_what_it_was_before_a_plan_could_name_them():
    scale = Scale(id="s", label="s", items=("i",), minimum=0, maximum=1, margin=0.1)
    earlier = "18f3f3d165f759536298b15cc3b3282aa883601f204d8351270c96edcbd9b057"
    assert plan_for([scale]).digest == earlier
    assert plan_for([scale], evenings=24).digest != earlier
    assert plan_for([scale], evenings=24, looks=2).digest != plan_for([scale], evenings=24).digest


TOO_WIDE = "[scales.trust]: margin 10 must be less than the 10 points from minimum to maximum: as wide as the scale, "
TOO_WIDE += "it counts no change."


@pytest.mark.parametrize(
    ("broken", "mended", "fault"),
    [
        ("minimum = 0", "minimum = 10", "[scales.trust]: minimum 10 must be below maximum 10."),
        ("minimum = 0", "minimum = 'a'", "[scales.trust]: minimum must be a number, not 'a'."),
        ("minimum = 0", "minimum = nan", "[scales.trust]: minimum must be a number, not nan."),
        ("minimum = 0", "", "[scales.trust] needs minimum."),
        ('items = ["t1", "t2"]', "items = []", "[scales.trust]: items must be a list of one or more item names."),
        ('["t1", "t2"]', '["t1", "t2", "t2"]', "[scales.trust]: item 't2' is listed 2 times."),
        ('reverse = ["t2"]', 'reverse = ["t3"]', "[scales.trust]: reverse names 't3', which is not one of its items."),
        ("margin = 0.5", "margin = 0", "[scales.trust]: margin must be a number above 0, not 0."),
        (
            "margin = 0.5",
            "margin = 10",
            TOO_WIDE,
        ),
        ("margin = 0.5", "margin = true", "[scales.trust]: margin must be a number above 0, not True."),
        ("primary = true", "primary = 1", "[scales.trust]: primary must be true or false."),
        ('"lower"', '"down"', "[scales.nerves]: direction must be 'higher', 'lower' or 'not stated', not 'down'."),
        (
            "margin = 0.5",
            "minimum_answered = 2",
            "[scales.trust]: minimum_answered must be a share from 0 to 1, not 2.",
        ),
        ("[-9, ", "[true, ", "[scales.trust]: missing must be a list of codes, each a number or a text."),
        (
            "suppress_below = 8",
            "suppress_below = -1",
            "[plan]: suppress_below must be a whole number, 0 or more, not -1.",
        ),
        (
            "suppress_below = 8",
            "evenings = 0",
            "[plan]: evenings must be a whole number, 1 or more, not 0.",
        ),
        (
            "suppress_below = 8",
            "evenings = 24.0",
            "[plan]: evenings must be a whole number, 1 or more, not 24.0.",
        ),
        (
            "suppress_below = 8",
            "evenings = 24\nlooks = true",
            "[plan]: looks must be a whole number, 1 or more, not True.",
        ),
        (
            "suppress_below = 8",
            "looks = 2",
            "[plan]: looks = 2 needs evenings, how many are planned in all: looks are spread over these.",
        ),
        (
            "suppress_below = 8",
            "evenings = 3\nlooks = 4",
            "[plan]: looks must be at most the 3 evenings that are planned, not 4.",
        ),
        ('label = "bridging trust"', "label = 3", "[scales.trust]: label must be text."),
    ],
)
def test_a_fault_is_named_by_table_and_key(faults, broken, mended, fault):
    assert faults(GOOD.replace(broken, mended)) == (fault,)


def test_every_fault_of_a_scales_file_is_named_in_one_refusal(faults):
    text = GOOD.replace("minimum = 0", "").replace("primary = true", "primary = 1").replace("[plan]", "[plans]")
    assert faults(text) == (
        "'plans' in the file is not a key; the keys are plan, scales.",
        "[scales.trust] needs minimum.",
        "[scales.trust]: primary must be true or false.",
    )


def test_an_unknown_key_is_named(faults):
    (fault,) = faults(GOOD.replace("margin = 0.5", "margins = 0.5"))
    assert fault.startswith("'margins' in [scales.trust] is not a key")


def test_an_item_cannot_have_the_name_of_a_column_that_every_file_has(faults):
    (fault,) = faults(GOOD.replace('items = ["n1"]', 'items = ["wave"]'))
    assert fault.startswith("[scales.nerves]: 'wave' is the name of a column")


def test_two_scales_cannot_say_different_things_of_one_item(faults):
    (fault,) = faults(GOOD.replace('items = ["n1"]', 'items = ["t1"]'))
    assert fault == "Item 't1' has other ends or missing codes in [scales.nerves] than in [scales.trust]."


def test_a_file_without_scales_is_refused(faults):
    assert faults("[plan]\nsuppress_below = 5\n") == ("The file needs at least one table [scales.<id>].",)


def test_what_is_no_toml_is_refused_with_its_place(faults):
    (fault,) = faults("[scales.trust\n")
    assert "is not TOML" in fault
    assert "line 1" in fault
