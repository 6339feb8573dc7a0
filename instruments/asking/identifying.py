"""Questions in words of one's own that ask who somebody is: their name, address, number or day of birth.

Nobody is identified by answering, so such a question is not published. It goes by the words of the question in the
languages that are known here; a question with answers to choose from, or one about a part of a postcode, asks nothing
of the kind.
"""

import re
from collections.abc import Iterator

from instruments.model import Item, Version
from instruments.terms import IDENTIFYING, Layout

OWN_WORDS = (Layout.TEXT, Layout.NUMBER, Layout.DATE)
"""The layouts in which people write what they like."""
_KINDS = r"(?:full|first|last|family|sur|middle|maiden|birth|user|nick|whole|own|real|home|postal|street|work)"
_ENGLISH = (
    rf"(?:{_KINDS}[ -]?)*name(?:s)?",
    r"initials",
    r"e-?mail(?: address(?:es)?)?",
    rf"(?:{_KINDS} )*address(?:es)?",
    r"(?:(?:mobile|tele|cell|home|work|landline|phone|whatsapp)[ -]?)*(?:phone|mobile|telephone|whatsapp)(?: number)?",
    r"post ?code|zip ?code",
    r"(?:date|day) of birth|birth ?(?:day|date)",
    r"(?:nhs|national insurance|passport|student|staff|membership|id|identity|social security) (?:number|no\.?|card)",
    r"signature",
)
_WHAT = "|".join(_ENGLISH)
_ASKING = r"(?:please\s+)?(?:(?:write|give|enter|type|tell us|leave)\s+(?:us\s+)?)?"
_ALONE = r"(?=\W*$|\s*(?:,|/|and|or|&)\s)"
WORDS = (
    re.compile(rf"\b(?:your|their|his|her)\s+(?:{_WHAT})\b"),
    re.compile(rf"^\W*{_ASKING}(?:{_WHAT})\b{_ALONE}"),
    re.compile(r"\b(?:what are you called|who are you|where exactly do you live|when were you born)\b"),
    re.compile(r"\beich\s+(?:enw|cyfeiriad|e-bost|rhif ff[oô]n|cod post|dyddiad geni)\b"),
    re.compile(r"اسمك|عنوانك|بريدك الإلكتروني|رقم هاتفك|هاتفك|تاريخ ميلادك|رمزك البريدي"),
)
"""What asks for it, in small letters: English, Welsh and Arabic."""
_SOME = r"(?:part|half|letters?|digits?|area|district|outward|begins?|start)"
PART = re.compile(rf"\b{_SOME} of (?:your )?(?:home )?(?:post ?code|zip ?code)\b")
"""What asks for a part of a postcode, which is an area."""


def asks_who_somebody_is(version: Version) -> Iterator[tuple[Item, str]]:
    """The items of a version whose words ask in open words who somebody is, each with the words that do."""
    for item in version.items:
        if version.format_of(item).layout in OWN_WORDS and (found := asked_for(f"{item.ask} {item.text}")):
            yield item, found


def identifying_items(version: Version) -> tuple[Item, ...]:
    """The items of a version that the file they came from marks as telling who somebody is, or whose words ask it."""
    asking = {item.id for item, _words in asks_who_somebody_is(version)}
    return tuple(item for item in version.items if item.construct == IDENTIFYING or item.id in asking)


def asked_for(question: str) -> str:
    """What a question asks for that tells who somebody is, in its own words; empty where it asks nothing like it."""
    plain = PART.sub("", " ".join(question.casefold().replace("’", "'").split()))
    return next((found[0].strip(" .,:;?!") for words in WORDS if (found := words.search(plain))), "")
