"""The life of a release: who is in it, masked, frozen, written and verified."""
