"""Languages by the names people give them in spreadsheets."""

import re

NAMES = {
    "english": "en",
    "welsh": "cy",
    "cymraeg": "cy",
    "polish": "pl",
    "romanian": "ro",
    "urdu": "ur",
    "arabic": "ar",
    "panjabi": "pa",
    "punjabi": "pa",
    "bengali": "bn",
    "bangla": "bn",
    "chinese": "zh",
    "dutch": "nl",
    "french": "fr",
    "francais": "fr",
    "français": "fr",
    "german": "de",
    "gujarati": "gu",
    "hindi": "hi",
    "italian": "it",
    "japanese": "ja",
    "kurdish": "ku",
    "nepali": "ne",
    "persian": "fa",
    "farsi": "fa",
    "portuguese": "pt",
    "russian": "ru",
    "somali": "so",
    "spanish": "es",
    "español": "es",
    "swahili": "sw",
    "tamil": "ta",
    "tigrinya": "ti",
    "turkish": "tr",
    "ukrainian": "uk",
    "vietnamese": "vi",
}


def language_of(word: str) -> str:
    """The tag of a language written `English (en)`, `english`, `en` or `EN-GB`; empty where nobody knows it."""
    word = word.strip().lower()[:60]
    within = re.search(r"\(([a-z]{2,3}(?:-[a-z0-9]{2,8})?)\)$", word)
    if within:
        return within[1]
    if word in NAMES:
        return NAMES[word]
    return word if re.fullmatch(r"[a-z]{2}(-[a-z0-9]{2,8})?", word) else ""
