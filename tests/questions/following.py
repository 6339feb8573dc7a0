"""A walk that asks what follows on another question."""

import instruments
from tests.questions.asked import TEXT

SINCE = "[items.since]"
FOLLOWING = """\
[items.again]
label = "Met again"
text = "Have you met anyone from there again?"
format = "again"
construct = "descriptive"
role = "process"
waves = ["pre", "post"]
source = "Ours"
licence = "Ours"

[items.how_many]
label = "How many"
text = "How many?"
format = "count"
construct = "descriptive"
role = "process"
waves = ["pre", "post"]
follows = "again"
follows_at = [1, 2]
source = "Ours"
licence = "Ours"

[items.kept]
label = "Why not"
text = "What kept you?"
format = "words"
construct = "descriptive"
role = "process"
waves = ["pre", "post"]
follows = "again"
follows_at = [0]
source = "Ours"
licence = "Ours"

[items.which]
label = "Which Arabic"
text = "Which Arabic do you speak?"
format = "arabic"
construct = "descriptive"
role = "context"
waves = ["pre", "post"]
follows = "langs"
follows_at = ["arabic"]
source = "Ours"
licence = "Ours"
"""
FORMATS = """\
[formats.again]
layout = "choice"
options = [{ value = 0, label = "No" }, { value = 1, label = "Once" }, { value = 2, label = "Often" }]

[formats.count]
layout = "number"
minimum = 1
maximum = 40

[formats.words]
layout = "text"

[formats.arabic]
layout = "checkboxes"
options = [{ value = "iraqi", label = "Iraqi" }, { value = "sudanese", label = "Sudanese" }]

"""
_which, _others = FOLLOWING[FOLLOWING.index("[items.which]") :], FOLLOWING[: FOLLOWING.index("[items.which]")]
TEXT_THAT_FOLLOWS = (
    TEXT.replace("[items.bt1]", f"{FORMATS}[items.bt1]")
    .replace(SINCE, f"{_which}\n{SINCE}")
    .replace("[scales.trust]", f"{_others}[scales.trust]")
)
"""Trust, languages (which Arabic), since when, met again (how many, or why not)."""
VERSION_THAT_FOLLOWS = instruments.parse(TEXT_THAT_FOLLOWS)
