"""What an evening's page shows around its button: what to say now, how to join, what comes next."""
