"""What the law has whoever keeps answers write down, made from the tables of this program and a study's settings."""
