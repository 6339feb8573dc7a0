"""Researchers: write, compare, translate and publish instruments without breaking what they measure."""
