"""Pages that become PDF: packaged fonts, no fetching, tagged, and the same bytes every time."""

from evaluation.printing.system_libraries import by_soname

by_soname()
