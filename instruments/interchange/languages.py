"""Languages by the names people give them in spreadsheets."""

import re

from instruments.messages import PlainMessage

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
    "amharic": "am",
    "burmese": "my",
    "dari": "fa-AF",
    "greek": "el",
    "hausa": "ha",
    "hebrew": "he",
    "hungarian": "hu",
    "indonesian": "id",
    "khmer": "km",
    "kinyarwanda": "rw",
    "pashto": "ps",
    "tetum": "tet",
    "thai": "th",
    "yoruba": "yo",
    "bahasa indonesia": "id",
    "deutsch": "de",
    "italiano": "it",
    "kiswahili": "sw",
    "nederlands": "nl",
    "polski": "pl",
    "português": "pt",
    "română": "ro",
    "soomaali": "so",
    "tetun": "tet",
    "tiếng việt": "vi",
    "türkçe": "tr",
    "русский": "ru",
    "українська": "uk",
    "አማርኛ": "am",
    "اردو": "ur",
    "العربية": "ar",
    "עברית": "he",
    "فارسی": "fa",
    "کوردی": "ku",
    "नेपाली": "ne",
    "हिन्दी": "hi",
    "বাংলা": "bn",
    "ਪੰਜਾਬੀ": "pa",
    "ગુજરાતી": "gu",
    "தமிழ்": "ta",
    "中文": "zh",
    "zh-s": "zh-Hans",
    "zh-t": "zh-Hant",
    "日本語": "ja",
}
"""English names first, by which a language is titled in files for other tools, then what their speakers call them."""


def language_of(word: str) -> str:
    """The tag of a language written `English (en)`, `english`, `en` or `EN-GB`; empty where nobody knows it."""
    word = word.strip().lower()[:60]
    within = re.search(r"\(([a-z]{2,3}(?:-[a-z0-9]{2,8})?)\)$", word)
    if within:
        return within[1]
    if word in NAMES:
        return NAMES[word]
    return word if re.fullmatch(r"[a-z]{2}(-[a-z0-9]{2,8}){0,3}", word) else ""


def titled(language: str) -> str:
    """A language as XLSForm headings name it: `English (en)`."""
    name = next((name for name, tag in NAMES.items() if tag == language.split("-", maxsplit=1)[0]), language)
    return f"{name.capitalize()} ({language})"


def key_of(word: str) -> str:
    """Under what words in a language are kept: its tag, or its name after a question mark where nobody knows it."""
    return language_of(word) or (f"?{word.strip()}" if word.strip() else "")


def unknown(word: str) -> PlainMessage:
    """That a language is not known, for the list of what is not carried."""
    return PlainMessage("the language '%(language)s'", language=word)


NO_TAG = PlainMessage("Its tag is not known here; write it beside the name, as in 'English (en)'.")
