"""How a message speaks of shares of people: of the share who said yes, and not of an average on a scale.

Each language has its own words for what a message says of a scale, so that every message is put the same way.
"""

from dataclasses import replace

from analysis.wording.rounding import Ranged

SHARE = "{figure} %"
POINTS, POINT = "{figure} percentage points", "{figure} percentage point"
"""A share, and a change of one, with their units; the last where the change is one point."""
_ENGLISH, _WELSH = ("n a scale of {minimum:point} to {maximum:point}", "r raddfa o {minimum:point} i {maximum:point}")
_YES, _IE = "he share who said yes ", "y gyfran a ddywedodd ie"
_AMOUNTS = (
    ("a little more", "slightly more"),
    ("a little less", "slightly fewer"),
    ("more", "more"),
    ("less", "fewer"),
)
_SAID_YES = " people said yes to “{outcome:begin}”"
"""What people reported of a question that is answered in no amount, by the words for an amount."""
WORDS: dict[str, tuple[tuple[str, str], ...]] = {
    "en": (
        (f"O{_ENGLISH} the average so far is", f"T{_YES}so far is"),
        (f"O{_ENGLISH} the average change so far is", f"The change so far in t{_YES}is"),
        (f"O{_ENGLISH} the average rise was", f"T{_YES}rose by"),
        (f"O{_ENGLISH} the average fall was", f"T{_YES}fell by"),
        (f"O{_ENGLISH} the average change was", f"T{_YES}changed by"),
        (f"O{_ENGLISH} the average was about", f"T{_YES}was"),
        (f"O{_ENGLISH} the average ", f"T{_YES}"),
        (f"O{_ENGLISH} those who came", "Those who came"),
        (f" o{_ENGLISH}", ""),
        ("Their average {outcome:inside} was about", "The share of them who said yes to “{outcome:begin}” was"),
        ("Their average {outcome:inside} went", "The share of them who said yes to “{outcome:begin}” went"),
        (
            "The average {outcome:inside} of those {n:count} people went",
            "The share of those {n:count} people who said yes to “{outcome:begin}” went",
        ),
        ("The average change in {outcome:inside} was", "The share who said yes to “{outcome:begin}” changed by"),
        ("{margin:point} points", "{margin:point} percentage points"),
        ("{size:size} points", "{size:size}"),
        ("by {margin:point} would", "by {margin:point} percentage points would"),
        ("less than 0.1", "less than one percentage point"),
        *(
            (f"{begin}{amount} {{outcome:inside}}{end}", f"{instead}{_SAID_YES}{end}")
            for more, fewer in _AMOUNTS
            for begin, amount, instead, end in (
                ("people reported ", more, fewer, ""),
                ("People reported ", more, fewer.capitalize(), ""),
                ("", more.capitalize(), fewer.capitalize(), " afterwards"),
            )
        ),
        ("more {outcome:inside} is better", "a higher share of yes is better"),
        ("less {outcome:inside} is better", "a lower share of yes is better"),
    ),
    "cy": (
        (f"A{_WELSH} aeth y cyfartaledd", f"Aeth {_IE}"),
        (f"A{_WELSH} roedd y cyfartaledd tua", f"Roedd {_IE}"),
        (f"A{_WELSH} y newid cyfartalog", f"Y newid yn {_IE}"),
        (f"A{_WELSH} y gostyngiad cyfartalog", f"Y gostyngiad yn {_IE}"),
        (f"A{_WELSH} y codiad cyfartalog", f"Y codiad yn {_IE}"),
        (f"A{_WELSH} newidiodd", "Newidiodd"),
        (f" a{_WELSH}", ""),
        ("Roedd eu cyfartaledd ({outcome:inside}) tua", "Roedd y gyfran ohonynt a ddywedodd ie ({outcome:inside})"),
        ("Aeth eu cyfartaledd ({outcome:inside})", "Aeth y gyfran ohonynt a ddywedodd ie ({outcome:inside})"),
        ("Y newid cyfartalog ({outcome:inside})", "Y newid yn y gyfran a ddywedodd ie ({outcome:inside})"),
        ("{margin:point} pwynt", "{margin:point} pwynt canran"),
        ("{size:size} pwynt", "{size:size}"),
        ("odd {margin:point} mewn", "odd {margin:point} pwynt canran mewn"),
        ("llai na 0.1", "llai nag un pwynt canran"),
        ("mae mwy o {outcome:inside} yn well", "mae cyfran uwch o ie yn well"),
        ("mae llai o {outcome:inside} yn well", "mae cyfran is o ie yn well"),
    ),
}


def worded_of_shares(message: str, code: str) -> str:
    """A message with what it says of a scale put as the share of people; without words for that it stays."""
    for said, instead in WORDS.get(code, ()):
        message = message.replace(said, instead)
    return message


def times(ranged: Ranged, by: float) -> Ranged:
    """An estimate with its range in another unit."""
    change, low, high = (None if each is None else by * each for each in (ranged.change, ranged.low, ranged.high))
    sides = ranged.sides and (by * ranged.sides[0], by * ranged.sides[1])
    return replace(ranged, change=change, low=low, high=high, sides=sides)
