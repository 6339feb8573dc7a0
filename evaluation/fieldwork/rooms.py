"""Every page of the evening, and the one part that works without an account."""

from evaluation.fieldwork import (
    arranging,
    beginning,
    evening,
    experiments,
    home,
    keys,
    linking,
    pack,
    paper,
    record,
    removing,
    screen,
    script,
    waves,
)

ROOMS = (
    home.pages,
    experiments.pages,
    beginning.pages,
    waves.pages,
    screen.pages,
    script.pages,
    keys.pages,
    evening.pages,
    pack.pages,
    record.pages,
    arranging.pages,
    removing.pages,
    linking.pages,
    paper.pages,
)
EVENING = evening.pages
"""Its forms need no token: the key in their address is known to nobody else."""
