"""What is handed out without being drawn anew: kept pages, prerendered ones, style sheets, scripts and recordings."""
