"""Words, codes and rules that know nothing of the web or of the database."""
