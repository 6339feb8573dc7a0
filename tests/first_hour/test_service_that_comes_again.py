"""What the shipped unit says of a service that ends: killed it comes again, stopped by hand it does not."""

import pytest

from tests.first_hour.obeyed_unit import ObeyedUnit

STARTED = "/opt/weaving/bin/weaving serve --host 127.0.0.1 --port 8000"

pytestmark = pytest.mark.integration


def service_that(runs):
    return ObeyedUnit("weaving.service", **{STARTED: runs})


def test_a_service_that_was_killed_is_started_again():
    with service_that("/bin/sleep 60") as service:
        service.kill()
        assert service.starts == 2


def test_a_service_that_ended_by_itself_stays_ended():
    with service_that("/bin/true") as service:
        service.obeying.join(timeout=30)
        assert service.starts == 1
