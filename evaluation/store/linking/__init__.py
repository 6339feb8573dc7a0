"""Joining what somebody answered before to what they answered after."""
