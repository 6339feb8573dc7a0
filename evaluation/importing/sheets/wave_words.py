"""The words for waves that people write in columns, cells, sheets and file names, and which wave each is."""

import re
import unicodedata

PRE_WORDS = (
    "before",
    "pre",
    "pretest",
    "presurvey",
    "preworkshop",
    "pretraining",
    "baseline",
    "start",
    "intake",
    "entry",
    "initial",
    "cyn",
    "first",
    "1st",
    "vorher",
    "antes",
    "avant",
)
POST_WORDS = (
    "after",
    "post",
    "posttest",
    "postsurvey",
    "postworkshop",
    "posttraining",
    "endline",
    "end",
    "exit",
    "final",
    "wedi",
    "second",
    "2nd",
    "afterwards",
    "now",
    "nawr",
    "nachher",
    "despu\xe9s",
    "despues",
    "apr\xe8s",
    "apres",
)
LATER_WORDS = ("followup", "followups", "later")
THEN_WORDS = ("then", "retrospective", "retro", "thentest")
OTHER_WORDS = ("midline", "midpoint", "mid", "during", "third", "3rd")
NUMBERED = re.compile(
    r"(?:t|time|timepoint|w|wave|survey|round|phase|occasion|visit|test|questionnaire|form)?0*([0-3])"
)
SAYS = {
    **dict.fromkeys(PRE_WORDS, "pre"),
    **dict.fromkeys(POST_WORDS, "post"),
    **dict.fromkeys(LATER_WORDS, "follow_up"),
    **dict.fromkeys(THEN_WORDS, "then"),
    **dict.fromkeys(OTHER_WORDS, "other"),
}
PLAIN = frozenset(
    {
        "before",
        "pre",
        "pretest",
        "baseline",
        "after",
        "post",
        "posttest",
        "endline",
        "cyn",
        "wedi",
        "followup",
        "midline",
        "then",
        "vorher",
        "nachher",
        "antes",
        "despu\xe9s",
        "despues",
        "avant",
        "apr\xe8s",
        "apres",
    }
)
"""Words that tell a wave wherever they stand; the others tell it only where a cell has nothing else."""
AROUND = frozenset(
    [
        "the",
        "this",
        "our",
        "a",
        "your",
        "of",
        "at",
        "in",
        "on",
        "to",
        "for",
        "workshop",
        "session",
        "event",
        "evening",
        "training",
        "course",
        "programme",
        "program",
        "project",
        "meeting",
        "day",
        "survey",
        "questionnaire",
        "form",
        "test",
        "response",
        "responses",
        "measure",
        "measurement",
        "assessment",
        "answers",
        "data",
        "wave",
        "time",
        "point",
        "timepoint",
        "arm",
        "y",
        "i",
        "r",
        "gweithdy",
        "started",
        "begun",
        "taking",
        "part",
        "did",
        "do",
        "answer",
        "it",
        "we",
        "activity",
        "intervention",
        "group",
        "visit",
        "phase",
        "and",
        "is",
        "am",
        "my",
    ]
)
LEADING = {**{word: SAYS[word] for word in PLAIN}, "vor": "pre", "nach": "post"}
"""Words that tell the wave of a longer text by standing first in it."""
LENGTHS = re.compile(
    r"\d+|(day|week|month|year|mis|wythnos)s?|one|two|three|four|six|nine|twelve|tri|chwe|chwech|blwyddyn|a|yn|ddiweddarach"
)
"""Words that say how much later a later wave was."""


def plain_words(text: str) -> list[str]:
    """The words of a text in small letters; figures are words, and pre-test and follow-up are one each."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("\u2019", "'").replace("_", " ")
    folded = re.sub(r"(?<=\w )arm \d+\b", " ", folded)
    folded = re.sub(
        r"\b(pre|post|follow|end|base|mid|then)[- ](test|up|line|survey|workshop|training|point)\b", r"\1\2", folded
    )
    folded = re.sub(r"\bar [\xf4o]l\b", "wedi", folded)
    folded = re.sub(r"\b(time|wave|t|w)[ -]+(?=[0-3]\b)", r"\1", folded)
    return re.findall(r"[^\W_]+", folded)


def wave_of(text: str, *, numbers: bool = False) -> str:
    """The wave that a cell, a sheet or a title names and nothing besides: pre, post, t0 to t3, ..., or ""."""
    words = plain_words(re.sub(r"\s*\(arm \d+:[^)]*\)$", "", text, flags=re.IGNORECASE))
    said = [word for word in words if word not in AROUND]
    waves = {SAYS[word] for word in said if word in SAYS}
    digits = {
        f"t{found[1]}" for word in said if (found := NUMBERED.fullmatch(word)) and (numbers or not word.isdigit())
    }
    rest = [word for word in said if word not in SAYS and not NUMBERED.fullmatch(word)]
    if waves == {"follow_up"}:
        rest = [word for word in rest if not LENGTHS.fullmatch(word)]
    if rest or not said:
        return ""
    if len(waves) == 1:
        return waves.pop()
    if waves:
        return leading_wave(text)
    return digits.pop() if len(digits) == 1 else ""


def leading_wave(text: str) -> str:
    """The wave of a longer text that begins with Before or After: "Before the first meeting", "After dinner"."""
    words = [word for word in plain_words(text) if word not in AROUND and not word.isdigit()]
    first = LEADING.get(words[0], "") if words else ""
    others = {SAYS[word] for word in words[1:] if word in PLAIN}
    return first if others <= {first} else ""


def waves_named(words: set[str]) -> dict[str, str] | None:
    """Which wave each of these is, named t0, t1, t2 or by words; None where that can be read two ways."""
    numbered = sorted(word for word in words if re.fullmatch(r"t[0-3]", word))
    if numbered and words - set(numbered):
        return None
    if len(numbered) == 2:
        return dict(zip(numbered, ("pre", "post"), strict=True))
    if len(numbered) > 2:
        return None
    known = {word: word for word in words}
    if "post" not in known and "follow_up" in known and "pre" in known:
        known["follow_up"] = "post"
    return known


def waves_in_name(text: str) -> set[str]:
    """Every wave that some words of a file name or a longer title name."""
    words = plain_words(re.sub(r"\.\w{2,4}$", "", text))
    plainly = {SAYS[word] for word in words if word in PLAIN}
    said = plainly or {SAYS[word] for word in words if word in {"start", "end", "exit", "entry", "final", "initial"}}
    return said | {f"t{word[-1]}" for word in words if re.fullmatch(r"(t|time|wave|w)0*[0-3]", word)}
