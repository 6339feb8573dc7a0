"""The system libraries that WeasyPrint loads, looked for by the names that Linux gives them."""

import ctypes.util
import sys

LIBRARIES = frozenset({"gobject", "pango", "pangoft2", "harfbuzz", "fontconfig"})
"""WeasyPrint asks for each by a name of each system, the soname of Linux among them."""

_anywhere = ctypes.util.find_library


def find_library(name: str) -> str | None:
    """What `ctypes.util.find_library` finds, but nothing for a library that is there by its soname.

    Asked for a name that Linux does not use, it runs ldconfig, gcc and ld in turn: 54 programs before a page is made.
    """
    return None if name.removeprefix("lib").split("-")[0] in LIBRARIES else _anywhere(name)


def by_soname() -> None:
    """Have WeasyPrint load its libraries by soname; to be called before it is imported, and of no effect after."""
    if sys.platform == "linux":
        ctypes.util.find_library = find_library
