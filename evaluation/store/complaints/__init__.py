"""Complaints about how data are handled: taken in, listed with a clock, answered and closed."""
