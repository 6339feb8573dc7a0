"""What was done and what is to be done: the audit log, actors, jobs."""
