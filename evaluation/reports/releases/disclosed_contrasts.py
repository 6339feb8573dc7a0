"""What a release tells of further waves: differences as fine as the people behind each allow."""

from collections.abc import Mapping
from dataclasses import replace

from analysis.disclosure.released import rounded
from analysis.estimate.estimate import NotEstimable, Suppressed
from analysis.pooling.contrasts import Contrast, Contrasts


def disclosed_contrasts(found: Contrasts | Suppressed) -> Mapping[str, Contrast]:
    """The differences of a further wave, each as fine as its people allow, and each chapter's as its own do.

    Everybody at once is told of the same people as the average, or not at all.
    """
    if isinstance(found, NotEstimable | Suppressed):
        return {}
    return {name: _contrast(each) for name, each in found.items()}


def _contrast(found: Contrast) -> Contrast:
    together = found.everybody if found.everybody and found.everybody.pairs == found.n else None
    disclosed = rounded(replace(found, everybody=together), pairs=found.n)
    chapters = found.chapters and {name: rounded(each, pairs=each.n) for name, each in found.chapters.items()}
    return replace(disclosed, chapters=chapters)
