"""The sentences of what was found months later."""
