"""Releases and the ledger of all that was printed."""
