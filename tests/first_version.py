"""As if nobody had published a second version of common-ground yet, for tests that publish one themselves."""

from contextlib import contextmanager

import pytest

from instruments import library


@contextmanager
def only_first_version():
    """Version 1 of common-ground is the newest that comes with the program."""
    listed = {name: digest for name, digest in library._listed().items() if not name.startswith("common-ground/2.")}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(library, "_listed", lambda: listed)
        library.published.cache_clear()
        yield
    library.published.cache_clear()
