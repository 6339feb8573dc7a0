"""What an experiment is to its study: a workshop, or a comparison group that is asked twice and has no workshop."""

import enum


class ExperimentRole(enum.StrEnum):
    """Whether people meet at an experiment. Its values are those of the column `arm` of answers."""

    WORKSHOP = "workshop"
    COMPARISON = "comparison"
