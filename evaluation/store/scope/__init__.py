"""What somebody may see: rows and log entries within the scope of their roles."""
