"""Presses that come twice, and what they made the first time."""
