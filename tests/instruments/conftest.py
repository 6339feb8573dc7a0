import pytest

import instruments
from instruments.model import Version
from tests.instruments.written import BEGINNING

SMALL = f"""\
id = "small"
number = 1
title = "Small"
languages = ["en", "cy"]

{BEGINNING}"""
SMALL += """\
[formats.agree3]
layout = "stack"
options = [{ value = 1, label = "Disagree" }, { value = 2, label = "Neither" }, { value = 3, label = "Agree" }]

[formats.talks]
layout = "number"
minimum = 0
maximum = 40

[items.bt1]
label = "Trust"
ask = "How much do you trust…"
text = "people in {place} from other organisations?"
format = "trust11"
construct = "bridging_trust"
role = "primary"
direction = "higher"
target = "people in {place}"
waves = ["pre", "post"]
source = "OECD 2017"
licence = "Own words"

[items.cg2]
label = "In common"
text = "I have a lot in common with people in {place}."
format = "agree3"
construct = "common_ground"
role = "primary"
direction = "higher"
waves = ["pre", "post"]

[items.cg3]
label = "Nothing in common"
text = "I have little in common with people in {place}."
format = "agree3"
construct = "common_ground"
role = "primary"
direction = "lower"
waves = ["pre", "post"]

[items.oo1]
label = "One-to-ones"
text = "How many one-to-one talks did you have?"
format = "talks"
construct = "descriptive"
role = "process"
waves = ["post"]

[items.oo2]
label = "With others"
text = "How many of them were with another organisation?"
format = "talks"
construct = "descriptive"
role = "process"
waves = ["post"]
at_most = "oo1"

[scales.bridging_trust]
label = "Bridging trust"
construct = "bridging_trust"
items = ["bt1"]
minimum = 0
maximum = 10
margin = 0.5
primary = true

[scales.common_ground]
label = "Common ground"
construct = "common_ground"
items = ["cg2", "cg3"]
reverse = ["cg3"]
minimum = 1
maximum = 3
margin = 0.3
"""


@pytest.fixture
def small_text() -> str:
    return SMALL


@pytest.fixture
def small() -> Version:
    return instruments.parse(SMALL)


@pytest.fixture
def common_ground() -> Version:
    return instruments.load("common-ground", 1)
