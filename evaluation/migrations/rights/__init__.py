"""Who may do what in PostgreSQL itself: one table of rights, and the SQL that puts it into a database."""
