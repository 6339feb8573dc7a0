"""Words of answers as levels: "Somewhat agree" is agreement, one step above the middle. English and Welsh."""

import re
from dataclasses import dataclass

from evaluation.importing.values.cell_values import plain
from evaluation.importing.values.other_languages import ENGLISH

POLES = {
    "agreement": ("agree|yes agree|cytuno", "disagree|anghytuno"),
    "satisfaction": ("satisfied|bodlon|fodlon", "dissatisfied|unsatisfied|anfodlon"),
    "likelihood": ("likely|probable|tebygol|debygol", "unlikely|improbable|annhebygol"),
    "comfort": ("comfortable|cyfforddus|gyfforddus", "uncomfortable|anghyfforddus"),
    "truth": ("true|true of me|true for me|gwir", "untrue|false|untrue of me|not true of me"),
    "ease": ("easy|hawdd", "difficult|hard|anodd"),
    "positive": ("positive|favourable|favorable|cadarnhaol", "negative|unfavourable|unfavorable|negyddol"),
    "happiness": ("happy|hapus", "unhappy|anhapus"),
    "safety": ("safe|diogel", "unsafe|anniogel"),
    "optimism": ("optimistic", "pessimistic"),
    "trust": ("trust|ymddiried", "distrust|mistrust"),
    "importance of both": ("important|pwysig", "unimportant"),
    "confidence of both": ("confident|hyderus", "unconfident"),
    "welcome": ("welcome", "unwelcome"),
    "warmth": ("warm", "cold"),
    "better": ("better|gwell", "worse|gwaeth"),
    "support": ("support|in favour|in favor", "oppose|against"),
}
"""Of answers with two sides: the words of either side."""
STEPS = {
    5.0: "extremely|exceptionally",
    4.0: (
        "strongly|completely|totally|fully|absolutely|definitely|very|very much|very strongly|entirely|wholly"
        "|much|a lot|iawn|yn gryf|gryf|yn llwyr|llwyr|yn gyfan gwbl|highly"
    ),
    2.5: "mostly|moderately|fairly|quite|generally|largely|reasonably|gan mwyaf|eithaf|yn eithaf|pretty|probably",
    2.0: "somewhat|tend to|partly|partially|rather|i raddau|yn rhannol|tueddu i|more or less",
    1.0: "slightly|a little|a bit|mildly|a little bit|ychydig|yn ychydig|weakly",
}
"""How far from the middle a word takes its side; without any it is 3."""
UNSTRESSED = 3.0
MIDDLES = (
    r"neither( .*)?|neutral|undecided|niwtral|in the middle|in between|middle|ddim yn .* (na|nac|nag) .*"
    r"|heb benderfynu"
    r"|ddim yn cytuno nac yn anghytuno|no change|about the same|the same|mixed|mixed feelings|so-so|(.* )?equally .*"
)
ONE_SIDED: dict[str, tuple[tuple[str, ...], ...]] = {
    "frequency": (
        ("never", "not ever", "none of the time", "at no time", "byth", "ddim o gwbl byth", "erioed"),
        ("almost never", "hardly ever", "very rarely", "bron byth"),
        ("rarely", "seldom", "a little of the time", "not often", "not very often", "yn anaml", "anaml"),
        ("occasionally", "once in a while", "now and then", "yn achlysurol", "ambell waith", "ambell dro"),
        ("sometimes", "some of the time", "weithiau"),
        ("about half the time", "half the time", "half of the time", "tua hanner yr amser"),
        ("fairly often",),
        ("often", "frequently", "regularly", "a lot of the time", "yn aml", "aml"),
        (
            "usually",
            "most of the time",
            "mostly",
            "a good bit of the time",
            "generally",
            "fel arfer",
            "y rhan fwyaf o'r amser",
        ),
        ("very often", "very frequently", "yn aml iawn"),
        ("almost always", "nearly always", "almost all of the time", "bron bob amser"),
        ("always", "all of the time", "all the time", "every time", "bob amser", "bob tro", "drwy'r amser"),
    ),
    "days": (("not at all",), ("several days",), ("more than half the days",), ("nearly every day",)),
    "extent": (
        ("not at all", "none at all", "not", "ddim o gwbl", "dim o gwbl"),
        (
            "hardly",
            "hardly at all",
            "very little",
            "not very",
            "not really",
            "not much",
            "not very much",
            "not so",
            "ychydig iawn",
            "ddim yn fawr",
        ),
        (
            "slightly",
            "a little",
            "a little bit",
            "a bit",
            "to a small extent",
            "small extent",
            "a small amount",
            "ychydig",
            "rhywfaint bach",
        ),
        ("somewhat", "to some extent", "some extent", "some", "partly", "i raddau", "rhywfaint"),
        (
            "moderately",
            "a moderate amount",
            "to a moderate extent",
            "moderate",
            "moderate extent",
            "yn gymedrol",
            "cymedrol",
        ),
        ("fairly", "quite", "pretty", "reasonably", "eithaf", "yn eithaf"),
        ("quite a bit", "quite a lot", "mostly", "considerably", "a fair amount", "eithaf tipyn"),
        (
            "a lot",
            "very",
            "very much",
            "to a great extent",
            "great extent",
            "to a large extent",
            "large extent",
            "much",
            "llawer",
            "yn fawr",
            "yn fawr iawn",
            "iawn",
        ),
        (
            "extremely",
            "completely",
            "a great deal",
            "totally",
            "to a very great extent",
            "absolutely",
            "entirely",
            "fully",
            "yn llwyr",
            "llwyr",
            "yn hollol",
            "tu hwnt",
        ),
    ),
    "quality": (
        ("terrible", "awful", "very poor", "very bad", "gwael iawn", "ofnadwy"),
        ("poor", "bad", "gwael"),
        ("fair", "gweddol"),
        (
            "average",
            "ok",
            "okay",
            "acceptable",
            "adequate",
            "neither good nor bad",
            "neither good nor poor",
            "neither poor nor good",
            "iawn ar y cyfan",
        ),
        ("good", "da"),
        ("very good", "great", "da iawn"),
        ("excellent", "outstanding", "rhagorol", "ardderchog"),
    ),
    "amount": (
        ("none", "none of them", "nobody", "no one", "no-one", "dim", "neb"),
        ("hardly any", "very few", "almost none"),
        ("a few", "few", "a few of them", "ychydig ohonynt"),
        ("some", "some of them", "rhai"),
        ("about half", "half", "half of them"),
        ("many", "a lot", "a lot of them", "quite a few", "llawer"),
        ("most", "most of them", "y rhan fwyaf"),
        ("almost all", "nearly all"),
        ("all", "all of them", "everyone", "everybody", "pawb", "pob un"),
    ),
    "level": (
        ("very low", "isel iawn"),
        ("low", "isel"),
        ("medium", "moderate", "average", "canolig"),
        ("high", "uchel"),
        ("very high", "uchel iawn"),
    ),
    "yes or no": (
        ("no", "n", "false", "na", "nac oes", "nac ydw", "nac ydy", "naddo", "unchecked", "not checked"),
        ("yes", "y", "true", "ie", "oes", "ydw", "ydy", "do", "checked", "ticked"),
    ),
}
TRAITS = (
    r"(?: (confident|comfortable|important|satisfied|likely|interested|aware|familiar|useful|helpful"
    r"|close|connected|willing|happy|safe|worried|anxious|nervous|motivated|valuable|relevant|engaged"
    r"|able|knowledgeable|prepared|optimistic|well|true|true of me|like me|trust|hyderus|bwysig"
    r"|gyfforddus|debygol))?"
)
"""What may follow the word of an extent: "very confident"."""
MIDDLE = 0.0
TRAIT_WORDS = frozenset({"important", "confident", "comfortable", "likely", "useful", "helpful", "interested"})
PLAINLY = 6.0
"""The place of such a word alone among extents: below "very"."""


@dataclass(frozen=True)
class Level:
    """Where an answer stands in its family: of two-sided ones the step from the middle, else the place in the"
    " list.
    """

    family: str
    step: float
    form: str
    """The word that tells the step; two answers of one step and of another form may be two answers."""


def _alternatives(words: str) -> str:
    return "|".join(re.escape(word) for word in sorted(words.split("|"), key=len, reverse=True))


_STEP_OF = {word: step for step, words in STEPS.items() for word in words.split("|")}
_STEP = "|".join(re.escape(word) for word in sorted(_STEP_OF, key=len, reverse=True))
_FAMILIES = [
    (
        family,
        sign,
        re.compile(rf"(?:i |yn |dwi'n |rwy'n )?(?:({_STEP}) )?(?:yn )?(?:{_alternatives(pole)})(?:'n)?(?: ({_STEP}))?"),
    )
    for family, poles in POLES.items()
    for sign, pole in zip((1, -1), poles, strict=True)
]
_PLACES = {
    family: {word: place for place, words in enumerate(levels) for word in words}
    for family, levels in ONE_SIDED.items()
}
_EXTENT = re.compile(rf"({_alternatives('|'.join(_PLACES['extent']))}){TRAITS}")
KNOWN_SETS: dict[str, tuple[tuple[int, ...], ...]] = {
    "frequency": (
        *((0, 2, 4, 7, 11), (0, 2, 4, 7, 9), (0, 4, 7, 11), (0, 2, 4, 7), (0, 1, 4, 6, 9), (0, 2, 4, 8, 11)),
        *((0, 4, 5, 8, 11), (0, 4, 11), (0, 2, 3, 4, 7, 8, 11), (0, 1, 4, 7, 11), (0, 3, 4, 7, 11), (1, 4, 7)),
        *((0, 4, 8, 11), (0, 4, 7), (0, 2, 4, 7, 8, 11), (0, 2, 4, 11), (0, 2, 3, 7, 11), (0, 1, 4, 10, 11)),
    ),
    "days": ((0, 1, 2, 3),),
    "extent": (
        *((0, 2, 3, 7, 8), (0, 2, 4, 7, 8), (0, 2, 3, 6, 7), (0, 2, 4, 6, 8), (0, 2, 4, 6, 7), (0, 1, 3, 7)),
        *((0, 1, 5, 7), (0, 3, 7), (0, 2, 7), (0, 2, 6, 7), (0, 2, 3, 7), (0, 2, 4, 7), (0, 1, 3, 7, 8)),
        *((0, 2, 5, 7, 8), (0, 3, 7, 8), (0, 1, 4, 7, 8), (0, 2, 3, 6, 8), (0, 2, 3, 4, 7), (0, 2, 3, 5, 7)),
        *((0, 1, 5, 7, 8), (0, 2, 3, 5, 7, 8), (0, 2, 3, 4, 7, 8), (0, 2, 5, 7), (0, 1, 2, 4, 7), (0, 3, 4, 7, 8)),
    ),
    "quality": (
        *((1, 2, 4, 5, 6), (0, 1, 3, 4, 5), (0, 1, 2, 4, 5), (1, 2, 4, 6), (1, 3, 4, 6), (1, 2, 4, 5), (0, 1, 4, 5)),
        *((1, 3, 4, 5, 6), (1, 2, 4), (1, 3, 4), (0, 1, 3, 4, 6)),
    ),
    "amount": (
        *((0, 2, 3, 5), (0, 2, 3, 6, 8), (0, 2, 3, 5, 8), (0, 3, 6, 8), (0, 2, 3, 6), (0, 2, 5, 8), (0, 3, 8)),
        *((0, 2, 5), (0, 2, 4, 6, 8), (0, 2, 3, 5, 6), (0, 2, 3, 5, 6, 8)),
    ),
    "level": ((0, 1, 2, 3, 4), (1, 2, 3)),
    "yes or no": ((0, 1),),
}
"""Sets of one-sided answers that questionnaires use, as places in their lists."""
FROM_NOUGHT = frozenset({"yes or no", "days"})
"""Families that are counted from 0; all others from 1."""
TWO_SIDED = frozenset(
    map(
        frozenset,
        ((3.0,), (4.0,), (5.0,), (4.0, 3.0), (4.0, 2.0), (4.0, 1.0), (5.0, 2.0), (4.0, 3.0, 2.0), (4.0, 3.0, 1.0)),
    )
) | frozenset(
    map(
        frozenset,
        (
            (4.0, 2.5, 1.0),
            (5.0, 2.5, 1.0),
            (4.0, 2.5),
            (5.0, 3.0, 2.0),
            (5.0, 3.0),
            (3.0, 2.0),
            (3.0, 1.0),
            (5.0, 4.0, 2.0),
            (5.0, 4.0, 1.0),
        ),
    )
)
"""Sets of steps on either side of the middle that questionnaires use."""


def levels_of(cell: str) -> tuple[Level, ...]:
    """Every family in which a cell is a level; a middle belongs to any two-sided family and has none of its own."""
    words = re.sub(r"^(?:it is |it's |i am |i'm |i )(?=\w)", "", plain(cell)).strip("\"'*")
    words = ENGLISH.get(words, words)
    found = _levels(words)
    return found or (_levels(words.replace("-", " ")) if re.fullmatch(r"\w+(-\w+)+", words) else ())


def _levels(words: str) -> tuple[Level, ...]:
    found = [Level(family, float(places[words]), words) for family, places in _PLACES.items() if words in places]
    for family, sign, pattern in _FAMILIES:
        match = pattern.fullmatch(words)
        if match:
            step = match[1] or match[2] or ""
            found.append(Level(family, sign * _STEP_OF.get(step, UNSTRESSED), step))
    if words in TRAIT_WORDS:
        found.append(Level("extent", PLAINLY, words))
    if re.fullmatch(MIDDLES, words):
        found.append(Level("", MIDDLE, "middle"))
    match = _EXTENT.fullmatch(words)
    if match and match[2]:
        found.append(Level("extent", float(_PLACES["extent"][match[1]]), match[1]))
    return tuple(found)
