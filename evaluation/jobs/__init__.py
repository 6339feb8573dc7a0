"""Work that takes longer than a page may.

A job is a row of our own database, written with the request. A queue (Huey) carries its id to a worker; a queue may
forget, so a sweep carries it again until the row says that the job is done. The work runs in a process of its own
with limits, and what it makes appears whole or not at all.
"""
