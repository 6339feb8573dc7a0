"""Changes of wording, word by word, and the rules that class them.

Another word is another question until a person says otherwise: no list of words knows that "calm" turns "nervous"
round, and none would know it in Welsh. Lists only give the change its name.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher

from instruments.comparison.change import Comparability, Words, WordState

NEGATIONS = frozenset(
    [
        "not",
        "no",
        "never",
        "none",
        "nobody",
        "nothing",
        "nowhere",
        "neither",
        "nor",
        "without",
        "cannot",
        "hardly",
        "rarely",
        "seldom",
        "little",
        "few",
        "unable",
        "lack",
    ]
)
TIMES = frozenset(
    [
        "now",
        "today",
        "yesterday",
        "currently",
        "recently",
        "ever",
        "always",
        "usually",
        "often",
        "sometimes",
        "before",
        "after",
        "since",
        "past",
        "last",
        "next",
        "day",
        "days",
        "week",
        "weeks",
        "month",
        "months",
        "year",
        "years",
    ]
)
NUMBERS = frozenset(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "twenty"])
OPPOSING = ("un", "in", "im", "ir", "dis", "non", "mis")
PUNCTUATION = "!\"#$%&'()*+,.:;<=>?@[]^_`|~…“”„«»¿¡،؛؟।·"
ARTICLES = frozenset({"a", "an", "the"})
"""English words that carry nothing of what is asked, but beside a word such as few."""
TURNED_BY_ARTICLES = frozenset({"few", "little"})
"""English words that mean hardly any without an article, and some with one."""
SIGNS = re.compile(r"(?<!\w)[-−+<>=~±](?=\s*\d)|(?<=\d)\s*[%+‰°]")
"""What is no punctuation beside a number: a sign before it, a unit after it."""
SPELLINGS = re.compile("(?<=[iy])z(?=e|ing|ation)")
"""Where American English writes z and British English s: organization, analyze."""

LONGEST_COMPARED = 400
"""Words beyond which two texts are shown as one replaced by the other."""

Step = tuple[list[str], list[str]]
"""Words removed and words added at one spot."""


def word_changes(before: str, after: str) -> tuple[Words, ...]:
    """The words kept, removed and added on the way from one text to the other, in reading order."""
    old, new = before.split(), after.split()
    return tuple(words for words in _stretches(old, new) if words.text)


def _stretches(old: list[str], new: list[str]) -> Iterator[Words]:
    for tag, i, j, k, m in _opcodes(old, new):
        if tag == "equal":
            yield Words(WordState.KEPT, " ".join(old[i:j]))
        else:
            yield Words(WordState.REMOVED, " ".join(old[i:j]))
            yield Words(WordState.ADDED, " ".join(new[k:m]))


def _opcodes(old: list[str], new: list[str]) -> list[tuple[str, int, int, int, int]]:
    if max(len(old), len(new)) > LONGEST_COMPARED:
        return [("equal" if old == new else "replace", 0, len(old), 0, len(new))]
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(str(tag), i, j, k, m) for tag, i, j, k, m in codes]


def class_of_words(before: str, after: str, *, question: str = "", language: str = "en") -> tuple[Comparability, str]:
    """The class of a change of wording and the rule that says so.

    `question` is the whole question the words are part of, so that a changed lead-in is weighed against all of it.
    `language` is theirs: an English article is a word like any other elsewhere.
    """
    old, new = plain_words(before), plain_words(after)
    if old == new:
        return _same_words(before, after)
    english = language.partition("-")[0] == "en"
    if english and _spelt_alike(old) == _spelt_alike(new):
        return Comparability.SAME, "spelling"
    steps = [(old[i:j], new[k:m]) for tag, i, j, k, m in _opcodes(old, new) if tag != "equal"]
    if english and all(word in ARTICLES for step in steps for words in step for word in words):
        turned = _after_articles(old) != _after_articles(new)
        return (Comparability.NOT, "quantity") if turned else (Comparability.WITH_CARE, "article")
    return Comparability.NOT, _grave(steps) or _changed(old, new, steps, whole=len(plain_words(question)))


def _same_words(before: str, after: str) -> tuple[Comparability, str]:
    """The class of the same words: capitals throughout may make another word, as in us and US, or stress one."""
    one, other = ([word.isupper() and len(word) > 1 for word in _words(text)] for text in (before, after))
    return (Comparability.SAME, "punctuation") if one == other else (Comparability.WITH_CARE, "capitals")


def _after_articles(words: list[str]) -> list[bool]:
    """Of each word that an article turns round, whether one stands before it."""
    pairs = zip(["", *words], words, strict=False)
    return [before in ARTICLES for before, word in pairs if word in TURNED_BY_ARTICLES]


def _changed(old: list[str], new: list[str], steps: list[Step], *, whole: int) -> str:
    """The rule by which words changed that no list names."""
    if Counter(old) == Counter(new):
        return "word order"
    if all(_misspelt(*step) for step in steps):
        return "letters"
    changed = sum(max(len(removed), len(added)) for removed, added in steps)
    return "another question" if changed > max(whole, len(old), len(new)) / 2 else "words"


def _spelt_alike(words: list[str]) -> list[str]:
    return [SPELLINGS.sub("s", word) for word in words]


def _grave(steps: list[Step]) -> str:
    """The rule by which changed words change what is meant; empty where none does."""
    removed = [word for step in steps for word in step[0]]
    added = [word for step in steps for word in step[1]]
    moved = (Counter(removed) - Counter(added)) + (Counter(added) - Counter(removed))
    if any(word in NEGATIONS or word.endswith("n't") for word in moved) or _opposed(removed, added):
        return "negation"
    if any(word in NUMBERS or any(character.isdigit() for character in word) for word in moved):
        return "number"
    return "time frame" if any(word in TIMES for word in moved) else ""


def _opposed(removed: list[str], added: list[str]) -> bool:
    old, new = set(removed), set(added)
    return any(prefix + word in new for prefix in OPPOSING for word in old) or any(
        prefix + word in old for prefix in OPPOSING for word in new
    )


def plain_words(text: str) -> list[str]:
    """The words of a text without case, punctuation and hyphens; what is filled in (`{place}`) stays a word."""
    return [word.casefold() for word in _words(text)]


def _words(text: str) -> list[str]:
    """The words of a text as they are written, without punctuation; a sign or a unit of a number is one."""
    even = unicodedata.normalize("NFC", text).replace("’", "'").replace("‘", "'")
    signed = SIGNS.sub(lambda sign: f" \0{ord(sign[0].strip())} ", even)
    words = (word.strip(PUNCTUATION) for word in re.split(r"[\s/–—-]+", signed))
    return [word for word in words if word]


def _misspelt(removed: list[str], added: list[str]) -> bool:
    """Whether each word became one that differs inside by a single letter, as a corrected slip does."""
    return len(removed) == len(added) and all(_slip(old, new) for old, new in zip(removed, added, strict=True))


def _slip(old: str, new: str) -> bool:
    if min(len(old), len(new)) < 5 or (old[0], old[-1]) != (new[0], new[-1]):
        return False
    if len(old) == len(new):
        differing = [place for place in range(len(old)) if old[place] != new[place]]
        return len(differing) == 1 or (len(differing) == 2 and _swapped(old, new, *differing))
    short, long = sorted((old, new), key=len)
    return any(long[:place] + long[place + 1 :] == short for place in range(len(long)))


def _swapped(old: str, new: str, first: int, second: int) -> bool:
    return second == first + 1 and old[first] == new[second] and old[second] == new[first]
