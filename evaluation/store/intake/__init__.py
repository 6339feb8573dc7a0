"""What comes in that nothing vouches for: people who are set aside, and tries that are counted."""
