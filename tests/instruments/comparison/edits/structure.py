"""Changes of what stands around the words: which items, in what order, at which waves, scored and answered how.

Each is a name, a version changed, and by scale the class that a careful methodologist would set at a wave.
"""

import instruments
from instruments.comparison import Comparability
from instruments.model import Wording
from instruments.terms import Direction, Layout

SAME, CARE, NOT = Comparability.SAME, Comparability.WITH_CARE, Comparability.NOT
BEFORE = instruments.load("common-ground", 2)


def having(**parts):
    """The version with other parts."""
    return BEFORE.having(**parts)


def item(name, **parts):
    """The version with one item changed."""
    return having(items=tuple(each.model_copy(update=parts) if each.id == name else each for each in BEFORE.items))


def scale(name, **parts):
    """The version with one scoring key changed."""
    return having(scales=tuple(each.model_copy(update=parts) if each.id == name else each for each in BEFORE.scales))


def answered_in(name, **parts):
    """The version with one response format changed."""
    return having(formats=tuple(each.model_copy(update=parts) if each.id == name else each for each in BEFORE.formats))


def page(kind, **parts):
    """The version with the page of one wave changed."""
    return having(waves=tuple(each.model_copy(update=parts) if each.kind == kind else each for each in BEFORE.waves))


def worded(kind, name, text):
    """The version with words of its own for an item at a wave."""
    own = BEFORE.wave(kind).wording
    others = tuple(each for each in own if each.item != name)
    ask = BEFORE.items_by_id[name].ask
    return page(kind, wording=(*others, Wording(item=name, ask=ask, text=text)))


def without(name):
    """The version without an item, and without it in its scores."""
    kept = tuple(each for each in BEFORE.items if each.id != name)
    scales = tuple(
        each.model_copy(update={"items": tuple(one for one in each.items if one != name)}) for each in BEFORE.scales
    )
    return having(items=kept, scales=tuple(each for each in scales if each.items))


def moved(name, *, to):
    """The version with an item at another place."""
    items = [each for each in BEFORE.items if each.id != name]
    items.insert(to, BEFORE.items_by_id[name])
    return having(items=tuple(items))


def added(text, *, at, waves=("pre", "post")):
    """The version with a question more."""
    new = BEFORE.items_by_id["pa1"].model_copy(update={"id": "nq1", "label": "New", "text": text, "waves": waves})
    return having(items=(*BEFORE.items[:at], new, *BEFORE.items[at:]))


def less(name, *waves):
    """The version that does not ask an item at these waves."""
    return item(name, waves=tuple(wave for wave in BEFORE.items_by_id[name].waves if wave not in waves))


def more(name, *waves):
    """The version that asks an item at these waves as well."""
    return item(name, waves=(*BEFORE.items_by_id[name].waves, *waves))


AGREE = BEFORE.formats_by_id["agree7"]
CIRCLES = BEFORE.formats_by_id["circles7"]
CALM = BEFORE.items_by_id["an1"].text.replace("nervous", "calm")
LAST = len(BEFORE.items)
SIX = AGREE.options[:-1]
TRUST, COMMON, DIFFERENCE, AGENCY = "bridging_trust", "common_ground", "difference", "agency"
ANXIETY, CLOSENESS = "anxiety", "closeness"

EDITS = [
    # dropped
    ("one of three questions of trust is dropped", without("bt3"), TRUST, "", NOT),
    ("one of two questions of common ground is dropped", without("cg3"), COMMON, "", NOT),
    ("the reversed question is dropped", without("df6"), DIFFERENCE, "", NOT),
    ("a question before others is dropped", without("df5"), ANXIETY, "", NOT),
    ("a question of After alone is dropped", without("op1"), TRUST, "", SAME),
    ("a question is asked before alone", less("bt3", "post"), TRUST, "", NOT),
    ("a question is asked after alone", less("bt3", "pre"), TRUST, "", NOT),
    ("a question is not asked three months on", less("bt3", "follow_up"), TRUST, "follow_up", NOT),
    ("a question is not asked three months on, before and after", less("bt3", "follow_up"), TRUST, "post", SAME),
    ("a question is not asked at registration", less("cg2", "pretest"), COMMON, "pretest", NOT),
    ("the page that looks back asks less", less("ag1", "then"), AGENCY, "", CARE),
    # added
    ("the page that looks back asks more", more("bt2", "then"), TRUST, "", CARE),
    ("nervousness is asked three months on, too", more("an1", "follow_up"), ANXIETY, "follow_up", NOT),
    ("a score counts a question more", scale(COMMON, items=("cg2", "cg3", "df1")), COMMON, "", NOT),
    ("a score counts a question less", scale(TRUST, items=("bt1", "bt2")), TRUST, "", NOT),
    ("something new is asked first", added("Have you been a victim of crime?", at=0), TRUST, "", NOT),
    ("something new is asked between", added("Who let you down last?", at=3), COMMON, "", NOT),
    ("something new is asked between, before it", added("Who let you down last?", at=3), TRUST, "", SAME),
    ("something new is asked before at one wave", added("Who let you down last?", at=0, waves=("post",)), TRUST, "",
     NOT),
    ("something new is asked after all that counts", added("Did you come by bus?", at=LAST), AGENCY, "", SAME),
    # moved
    ("a question of trust comes last", moved("bt1", to=13), TRUST, "", NOT),
    ("two questions of trust change places", moved("bt2", to=0), TRUST, "", NOT),
    ("two questions of common ground change places", moved("cg3", to=3), COMMON, "", NOT),
    ("nervousness is asked first", moved("an1", to=0), ANXIETY, "", NOT),
    ("nervousness is asked before trust", moved("an1", to=0), TRUST, "", NOT),
    ("closeness is asked after agency", moved("cg1", to=13), CLOSENESS, "", NOT),
    ("two questions that count in nothing change places", moved("wm1", to=LAST - 1), TRUST, "", SAME),
    # scored otherwise
    ("no question is turned round any more", scale(DIFFERENCE, reverse=()), DIFFERENCE, "", NOT),
    ("another question is turned round", scale(DIFFERENCE, reverse=("df5",)), DIFFERENCE, "", NOT),
    ("less is better", scale(TRUST, direction=Direction.LOWER), TRUST, "", NOT),
    ("a question points the other way", item("an1", direction=Direction.HIGHER), ANXIETY, "", NOT),
    ("a score begins at 1", scale(TRUST, minimum=1), TRUST, "", NOT),
    ("a score ends at 5", scale(TRUST, maximum=5), TRUST, "", NOT),
    ("a score is of something else", scale(AGENCY, construct="hope"), AGENCY, "", NOT),
    ("a score has another id", scale(AGENCY, id="power"), AGENCY, "", NOT),
    ("a score needs fewer answers", scale(TRUST, minimum_answered=0.34), TRUST, "", CARE),
    ("the smallest change worth counting is another", scale(TRUST, margin=0.4), TRUST, "", CARE),
    ("a score leads no more", scale(TRUST, primary=False), TRUST, "", CARE),
    ("a score has another name", scale(TRUST, label="Trust in strangers"), TRUST, "", SAME),
    # about others
    ("a question is about other people", item("bt1", target="people here"), TRUST, "", NOT),
    ("a question is about nobody", item("bt1", target=""), TRUST, "", NOT),
    ("a question measures something else", item("cg2", construct="hope"), COMMON, "", NOT),
    # answered otherwise
    ("seven answers are six", answered_in("agree7", options=SIX), AGENCY, "", NOT),
    ("answers stand in another order", answered_in("agree7", options=AGREE.options[::-1]), AGENCY, "", NOT),
    ("a stack is a choice", answered_in("agree7", layout=Layout.CHOICE), COMMON, "", NOT),
    ("a strip begins at 1", answered_in("trust11", minimum=1), TRUST, "", NOT),
    ("a strip is five long", answered_in("trust11", maximum=5), TRUST, "", NOT),
    ("the ends change places", answered_in("trust11", low_label="Completely", high_label="Not at all"), TRUST, "", NOT),
    ("pictures have no words beside them", answered_in("circles7", worded=False), CLOSENESS, "", NOT),
    ("circles overlap more", answered_in("circles7", options=(
        *CIRCLES.options[:-1], CIRCLES.options[-1].model_copy(update={"overlap": 99}))), CLOSENESS, "", NOT),
    ("a question is answered in another format", item("an1", format="trust11"), ANXIETY, "", NOT),
    ("whom it does not fit cannot say so", item("bt3", not_applicable=""), TRUST, "", CARE),
    ("a question is read aloud", item("bt1", clip="bt1.mp3"), TRUST, "", NOT),
    # worded otherwise at one wave
    ("After asks the opposite", worded("post", "an1", CALM), ANXIETY, "post", NOT),
    ("After asks the opposite, before", worded("post", "an1", CALM), ANXIETY, "pre", SAME),
    ("three months on asks of others", worded("follow_up", "bt1", "people you know well?"), TRUST, "follow_up", NOT),
    ("looking back asks of others", worded("then", "bt1", "people you know well?"), TRUST, "then", NOT),
    ("looking back asks of others, after", worded("then", "bt1", "people you know well?"), TRUST, "post", SAME),
    # said before
    ("a page begins with another time", page("post", intro="Say what you felt last year."), TRUST, "post", NOT),
    ("a page begins with the opposite", page("post", intro="There are right and wrong answers. Say what you feel now."),
     TRUST, "post", NOT),
    ("a page begins with other words", page("post", intro="There are no right or wrong answers. Say how you feel now."),
     TRUST, "post", CARE),
    ("a page has another heading", page("post", title="Afterwards"), TRUST, "post", SAME),
    # another language
    ("the questions are written in another language", having(languages=("fr", "cy")), TRUST, "", NOT),
    ("one more language is offered", having(languages=(*BEFORE.languages, "pl")), TRUST, "", SAME),
]  # fmt: skip
