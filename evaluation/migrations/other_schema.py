"""What whoever runs the program is told where a database is at another schema than this program's."""

from evaluation import migrations

EARLIER = (
    "The database is at schema {at} and this program needs {newest}. Make a backup with `weaving backup`, then run "
    "`weaving migrate`."
)
LATER = (
    "The database is at schema {at}, which a later program made, and this one knows {newest}. Install the later "
    "program again (`weaving --version` says which one runs), or restore the backup that was made before the upgrade."
)


def said_of_schema(at: str) -> str:
    """Which of the two is behind, and what to do; empty where they agree."""
    newest = migrations.newest()
    if at == newest:
        return ""
    return (EARLIER if at < newest else LATER).format(at=at, newest=newest)
