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
    "afterwards",
)
LATER_WORDS = ("followup", "followups", "later")
THEN_WORDS = ("then", "retrospective", "retro", "thentest")
OTHER_WORDS = ("midline", "midpoint", "mid", "during", "third")
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
    ]
)


def plain_words(text: str) -> list[str]:
    """The words of a text in small letters; figures are words, and pre-test and follow-up are one each."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("\u2019", "'")
    folded = re.sub(
        r"\b(pre|post|follow|end|base|mid|then)[-_ ](test|up|line|survey|workshop|training|point)\b", r"\1\2", folded
    )
    folded = re.sub(r"\bar \xf4l\b", "wedi", folded)
    folded = re.sub(r"\b(time|wave|t|w)[ _-]+(?=[0-3]\b)", r"\1", folded)
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
    if rest or not said:
        return ""
    if len(waves) == 1:
        return waves.pop()
    return digits.pop() if not waves and len(digits) == 1 else ""


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
    found = set()
    for word in plain_words(re.sub(r"\.\w{2,4}$", "", text)):
        if word in PLAIN or word in {"start", "end", "exit", "entry", "final", "initial"}:
            found.add(SAYS[word])
        elif re.fullmatch(r"(t|time|wave|w)0*[0-3]", word):
            found.add(f"t{word[-1]}")
    return found
