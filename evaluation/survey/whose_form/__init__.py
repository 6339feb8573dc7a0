"""Whose form it is that somebody opens or sends."""
