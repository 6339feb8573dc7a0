"""Figures over several groups: chapters, experiments, arms and waves."""
