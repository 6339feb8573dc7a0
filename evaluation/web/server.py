"""The server: participants' requests have threads of their own, which nothing that staff ask for can take."""

from typing import Any

from waitress.server import create_server
from waitress.task import ThreadedTaskDispatcher

from evaluation.web.app import Application, is_for_staff
from evaluation.web.headers import LARGEST_BODY

FOR_PARTICIPANTS = 8
FOR_STAFF = 4
HALL = 2048
"""Phones that may be connected at once: a hall in which everybody presses a button at the same moment."""
SILENT = 30
"""Seconds after which a connection that says nothing is closed; a phone opens another when it has something to say."""


IN_MEMORY = LARGEST_BODY + 64 * 1024
"""Bytes of a request that are held in memory before a file is opened for it: all of whatever is not refused."""


class Dispatcher(ThreadedTaskDispatcher):
    """Threads for participants, and a few beside them for staff: their further requests wait for one of those."""

    def __init__(self, *, participants: int = FOR_PARTICIPANTS, staff: int = FOR_STAFF) -> None:
        super().__init__()
        self.set_thread_count(participants)
        self.staff = ThreadedTaskDispatcher()
        self.staff.set_thread_count(staff)

    def add_task(self, task: Any) -> None:  # noqa: ANN401 - waitress has no types
        """Have the first request that waits on a connection answered."""
        path = "/" + task.requests[0].path.lstrip("/")  # as the application that is chosen will see it
        if is_for_staff(path):
            self.staff.add_task(task)
        else:
            super().add_task(task)

    def shutdown(self, cancel_pending: bool = True, timeout: int = 5) -> bool:  # noqa: FBT001, FBT002 - waitress's own
        """Let the threads end; whether what waited was given up."""
        self.staff.shutdown(cancel_pending, timeout)
        return bool(super().shutdown(cancel_pending, timeout))


def server_for(application: Application, *, host: str, port: int) -> Any:  # noqa: ANN401 - waitress has no types
    """A server that listens; `run()` answers until it is interrupted."""
    return create_server(
        application,
        host=host,
        port=port,
        ident=None,
        asyncore_use_poll=True,
        connection_limit=HALL,
        backlog=HALL,
        channel_timeout=SILENT,
        cleanup_interval=SILENT // 3,
        inbuf_overflow=IN_MEMORY,
        _dispatcher=Dispatcher(),
    )
