"""A questionnaire with every kind of question that a workshop asks for, and an evening that asks it."""

import instruments
from evaluation.store.instruments.publishing import Why, publish
from evaluation.store.instruments.versions_in_use import version_in_use
from evaluation.store.studies.chapters import add_chapter
from evaluation.store.studies.experiments import add_experiment
from evaluation.store.studies.studies import add_study
from tests.hall import NOON, Hall

TEXT = """\
id = "walk"
number = 1
title = "A walk"
languages = ["en"]

[consent]
version = 1
title = "Before you start"
statements = ["We don't ask your name."]
agree = "Yes"

[waves.pre]
title = "Before"

[waves.post]
title = "After"

[formats.trust11]
layout = "strip"
low_label = "Not at all"
high_label = "Completely"
minimum = 0
maximum = 10

[formats.languages]
layout = "checkboxes"
options = [
    { value = "english", label = "English" },
    { value = "welsh", label = "Welsh" },
    { value = "arabic", label = "Arabic" },
    { value = "another", label = "Another: please say", specify = true },
    { value = "none", label = "None of these", exclusive = true },
]

[formats.day]
layout = "date"
minimum = 1990
maximum = 2030

[items.bt1]
label = "Trust"
text = "How much do you trust people in {place}?"
format = "trust11"
construct = "bridging_trust"
role = "primary"
direction = "higher"
waves = ["pre", "post"]
source = "Ours"
licence = "Ours"

[items.langs]
label = "Languages"
text = "Which languages do you speak at home?"
format = "languages"
construct = "descriptive"
role = "context"
waves = ["pre", "post"]
source = "Ours"
licence = "Ours"

[items.since]
label = "Here since"
text = "On which day did you first come to a meeting like this?"
format = "day"
construct = "descriptive"
role = "context"
waves = ["pre", "post"]
source = "Ours"
licence = "Ours"

[scales.trust]
label = "Trust"
construct = "bridging_trust"
items = ["bt1"]
minimum = 0
maximum = 10
margin = 0.5
primary = true
"""
VERSION = instruments.parse(TEXT)


def evening_that_asks(database, clock, rng, *, version=VERSION):
    """The join words of an evening at which `version` is asked, its Before open."""
    with database.transaction() as db:
        publish(db, version, why=Why(by="somebody", reason="First.", reasons={}), now=NOON)
        study = add_study(db, "Walks", now=NOON)
        chapter = add_chapter(db, study, name="Leicester", now=NOON)
        row = version_in_use(db, version.id, version.number, now=NOON)
        about = {"title": "A walk", "kind": "weaving_trust", "place": "Leicester"}
        return add_experiment(db, chapter, version=row, now=NOON, rng=rng, **about).slug


class Walk(Hall):
    """An evening that asks `VERSION`, and what was answered there."""

    def __init__(self, database, clock, rng, *, version=VERSION):  # its evening is another than that of a hall
        self.database, self.clock, self.rng, self.version = database, clock, rng, version
        self.words = evening_that_asks(database, clock, rng, version=version)
        self.open("pre")
