"""Figures of one group of people, before and after."""
