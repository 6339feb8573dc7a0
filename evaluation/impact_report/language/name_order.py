"""The order in which names of places stand in every table and figure."""

import unicodedata


def name_order(name: str) -> tuple[str, str]:
    """What names are sorted by: letters without their marks and capitals, so that Ôl y Môr stands before Penrhyn."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return plain.casefold(), name
