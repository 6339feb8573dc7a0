"""Paper forms: how they are laid out to be keyed, and keying them."""
