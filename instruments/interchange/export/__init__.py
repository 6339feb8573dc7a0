"""Published versions as files of other tools."""
