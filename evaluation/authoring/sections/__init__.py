"""The sections of an instrument that the editor shows, a module each."""
