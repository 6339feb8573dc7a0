"""Reports of answers that somebody brought from elsewhere: what is held of them, and the job that makes the report."""
