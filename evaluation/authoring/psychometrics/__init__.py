"""How the items and scales of a published version were answered, for whoever looks after its questions."""
