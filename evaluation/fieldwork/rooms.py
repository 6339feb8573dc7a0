"""Every page of the evening."""

from evaluation.fieldwork import experiments, home, waves

ROOMS = (home.pages, experiments.pages, waves.pages)
