"""Pages of the public address that holds now: where another is kept, the pages are made anew and take over, whole."""

import logging
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation.storage.fault_log import log_fault
from evaluation.storage.settings import written_address
from evaluation.web.app import Application, Services
from evaluation.web.first_hour.phone_trial import PhoneTrial

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

log = logging.getLogger(__name__)
EVERY = 0.5
"""Seconds between two looks at the address that is kept."""


class LivePages:
    """The application in use, and what works beside it for the same address."""

    def __init__(
        self,
        services: Services,
        *,
        pages: Callable[[Services], Application],
        background: Callable[[Services], AbstractContextManager[None]],
    ) -> None:
        self.services = services
        self._make, self._background = pages, background
        self._pages, self._working = pages(services), ExitStack()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer by the pages that are in use when the request comes."""
        return self._pages(environ, start_response)

    @contextmanager
    def working(self) -> Iterator[None]:
        """What works beside the pages works, and each new address is taken over, until the server ends."""
        stopped = threading.Event()
        self._working.enter_context(self._background(self.services))
        watching = threading.Thread(target=self._watch, args=(stopped,), daemon=True)
        watching.start()
        try:
            yield
        finally:
            stopped.set()
            watching.join()
            self._working.close()

    def take_over(self) -> bool:
        """Answer by pages of the address that is kept now, where it is another one; whether it was."""
        kept = written_address(self.services.settings.home)
        if os.environ.get("WEAVING_BASE_URL", "").strip() or not kept or kept == self.services.settings.base_url:
            return False
        services = replace(self.services, settings=replace(self.services.settings, base_url=kept), trial=PhoneTrial())
        self._pages, self.services = self._make(services), services
        self._working.close()
        self._working.enter_context(self._background(services))
        return True

    def _watch(self, stopped: threading.Event) -> None:
        while not stopped.wait(EVERY):
            try:
                self.take_over()
            except Exception as fault:  # noqa: BLE001 - the pages that are in use go on, and the next look tries again
                log_fault(log, "The public address could not be taken over", fault)
