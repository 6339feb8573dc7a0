"""As if nobody had published a second version of common-ground yet, for tests that publish one themselves."""

from contextlib import contextmanager

import pytest

from instruments import library

REMEMBERED = [each for each in vars(library).values() if hasattr(each, "cache_clear") and each is not library._listed]
"""What is read of the published files once a process; another list of files is read anew."""


@contextmanager
def only_first_version():
    """Version 1 of common-ground is the newest that comes with the program."""
    listed = {name: digest for name, digest in library._listed().items() if not name.startswith("common-ground/2.")}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(library, "_listed", lambda: listed)
        forget()
        yield
    forget()


def forget():
    """Have nothing remembered that was read of the published files."""
    for each in REMEMBERED:
        each.cache_clear()
