"""A public address in numbers that was this computer's in another network, or on another port, is warned of."""

from dataclasses import replace

import pytest
from lxml import html

from evaluation.cli.fieldwork.join_address_warnings import left_behind
from evaluation.models import Role
from evaluation.web.app import Services
from evaluation.web.hosts.lan_address import leads_past, own_address
from tests.staff_pages import Desk, desk_of

OTHER_NETWORK = "http://203.0.113.77"
NO_PHONE = "codes, cards and posters name {}: phones cannot come by those."


@pytest.fixture
def page_of(settings, database, clock):
    """A page of the staff whose public address is this, and who came by another."""
    made = desk_of(settings, database, clock)

    def opened(path, public, roles=(Role.ADMINISTRATOR, Role.ORGANISER), **headers):
        desk = replace(made, services=Services(replace(settings, base_url=public), database, clock))
        return desk.signed_in(*roles).get(path.format(made.here.id), headers=headers).text

    return opened


def where(port):
    """How it is said where this computer is."""
    now = own_address(port)
    return f"This computer is {f'now at {now}' if now else 'on no network now'}, and "


@pytest.mark.parametrize("path", ["/experiments/{}", "/experiments/{}/pack", "/address"])
def test_a_page_that_names_the_address_of_another_network_says_so_and_where_this_computer_is(page_of, path):
    page = page_of(path, OTHER_NETWORK)
    assert where(80) + NO_PHONE.format(OTHER_NETWORK) in page
    assert ('href="/address">Public address' in page) is (path != "/address")


def test_the_set_up_page_begins_with_where_this_computer_is(settings, database, clock):
    nothing_yet = dict.fromkeys(("study", "north", "south", "here", "there"))
    empty = Desk(Services(replace(settings, base_url=OTHER_NETWORK), database, clock), **nothing_yet)
    page = html.fromstring(empty.signed_in(Role.ADMINISTRATOR).get("/setup").text)
    assert page.xpath("string(//input[@id='public']/@value)") == (own_address(80) or OTHER_NETWORK)


def test_whoever_may_not_change_it_is_told_whom_to_ask(page_of):
    page = page_of("/experiments/{}", OTHER_NETWORK, roles=(Role.ORGANISER,))
    assert (where(80) in page, "An administrator can change it: ask one." in page) == (True, True)


@pytest.mark.parametrize(
    ("public", "headers"),
    [
        ("https://203.0.113.77", {}),
        ("http://weaving.example.org", {}),
        (OTHER_NETWORK, {"Via": "1.1 front"}),
        (OTHER_NETWORK, {"Host": "203.0.113.77"}),
    ],
    ids=["https", "a name", "a server in front", "opened by that very address"],
)
def test_of_what_may_lead_here_nothing_is_said(page_of, public, headers):
    assert NO_PHONE.format(public) not in page_of("/address", public, **headers)


@pytest.mark.parametrize(
    ("public", "is_past"),
    [
        ("http://203.0.113.77:8743", True),
        ("http://[2001:db8::77]:8743", True),
        ("http://localhost:8744", False),  # said to lead to this computer alone
        ("https://203.0.113.77:8743", False),
        ("http://weaving.example.org:8744", False),
    ],
)
def test_an_address_in_numbers_leads_past_where_it_is_not_this_machines(public, is_past):
    assert leads_past(public, port=8743) is is_past


def test_the_start_tells_another_port_of_this_machines_own_number_from_the_one_that_is_served():
    own = own_address(8743)
    if not own:
        pytest.skip("This machine is on no network.")
    said = left_behind(own, port=8744)
    served_apart = left_behind(own, port=None)
    assert (left_behind(own, port=8743), served_apart) == (None, None)
    assert where(8744) + NO_PHONE.format(own) in said
    assert "http://127.0.0.1:8744/staff/address" in said
