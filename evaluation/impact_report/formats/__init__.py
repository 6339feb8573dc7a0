"""One report as files: HTML, PDF, Word, Excel, CSV, JSON and images."""
