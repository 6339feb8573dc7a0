"""How old somebody has to be to read a text, by two published formulas.

Both give the school year of the United States in which a text is read with ease; a child of year 6 is eleven. Kincaid,
Fishburne, Rogers and Chissom (1975), "Derivation of new readability formulas (Automated Readability Index, Fog Count
and Flesch Reading Ease Formula) for Navy enlisted personnel", Naval Technical Training Command, Research Branch Report
8-75. They are made for sentences: a label of two words has no reading age.
"""

import re

BEGINS_SCHOOL = 5
"""How old a child is in the year before the first."""
FEWEST_WORDS = 5
"""Words from which a text counts as a sentence."""

WORD = re.compile("[A-Za-z’']+")
SILENT = re.compile("(?<=[^aeiouyl])e$|(?<=[^aeiouytd])ed$|(?<=[^aeiouyscxzhg])es$")


def is_sentence(text: str) -> bool:
    return len(WORD.findall(text)) >= FEWEST_WORDS


def reading_age(text: str) -> float:
    """The higher of the two ages."""
    words, sentences = WORD.findall(text), _sentences(text)
    length = len(words) / sentences
    letters = sum(len(word.replace("’", "").replace("'", "")) for word in words) / len(words)
    kincaid = 0.39 * length + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    automated = 4.71 * letters + 0.5 * length - 21.43
    return BEGINS_SCHOOL + max(kincaid, automated)


def syllables(word: str) -> int:
    """Groups of vowels that are heard, at least one."""
    heard = SILENT.sub("", word.casefold().strip("’'"))
    return max(1, len(re.findall("[aeiouy]+", heard)))


def _sentences(text: str) -> int:
    return len([part for part in re.split(r"[.!?:;]+(?:\s|$)", text) if WORD.search(part)])
