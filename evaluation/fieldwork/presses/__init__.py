"""Presses of a page's buttons: one that comes twice, and one that comes too soon after another."""
