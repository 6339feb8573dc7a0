"""Publishing a version, and what is shown and handed out of one that is published."""
