"""Pages that become PDF: packaged fonts, no fetching, tagged, and the same bytes every time."""
