"""Under which names pages may be asked for."""
