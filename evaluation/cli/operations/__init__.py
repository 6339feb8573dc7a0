"""The machine and its people: the server, the worker, accounts, checks and proofs."""
