"""Where the marks of each figure stand: geometry only, drawn by the macros of `templates/impact_report/figures`.

All lengths are units of a drawing 674 wide, the width of a page's text; y grows downwards.
"""

WIDTH = 674
