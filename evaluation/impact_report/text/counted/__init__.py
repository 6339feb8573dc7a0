"""Who and what is counted on page 1."""
