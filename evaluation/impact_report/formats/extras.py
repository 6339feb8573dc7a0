"""Packages that only some formats need; where one is missing the format says so, and the others still work."""

import importlib
from importlib.util import find_spec
from typing import Any

from evaluation.domain.errors import Refused


def needed(module: str, *, for_format: str) -> Any:  # noqa: ANN401 - a module has any shape
    """The module, or a refusal that tells how to get it."""
    try:
        return importlib.import_module(module)
    except ImportError:
        raise Refused(
            f"The format {for_format} needs the package {module}: install weaving-evaluation[files]."
        ) from None


def is_installed(module: str) -> bool:
    """Whether a package is there that something can do without."""
    return find_spec(module) is not None
