"""Names of items and instruments that are as near to those of a file as may be."""

import re

LONGEST_NAME = 60


def free_name(wanted: str, taken: set[str]) -> str:
    """A name of letters, digits and underscores that is not taken yet (whatever its case), and is taken from now on."""
    stem = re.sub(r"[^A-Za-z0-9_]", "_", wanted.strip()[:LONGEST_NAME]) or "q"
    name = stem = (stem if stem[0].isalpha() else f"q_{stem}")[:LONGEST_NAME]
    count = 1
    while name.lower() in taken:
        count = count + 1 if count < 9 else max(count, len(taken)) + 1
        name = f"{stem[: LONGEST_NAME - 8]}_{count}"
    taken.add(name.lower())
    return name


def slug(words: str) -> str:
    """Words as an instrument's id: small letters, digits and single hyphens, starting with a letter."""
    runs = re.findall(r"[a-z0-9]+", words.lower())
    joined = "-".join(runs)[:50].strip("-")
    return joined if not joined or joined[0].isalpha() else f"q-{joined}"
