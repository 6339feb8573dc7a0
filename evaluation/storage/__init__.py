"""Settings, the database's connection, secret keys and the log of faults: what a process needs to begin."""
