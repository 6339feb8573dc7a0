"""Every page of the evening, and the one part that works without an account."""

from evaluation.fieldwork import (
    arrange_evening,
    evening_key_pages,
    event_record,
    experiment_list,
    home,
    host_script,
    link_pages,
    new_experiment,
    removal_pages,
    unit_pages,
    volunteer_pages,
    wave_switch,
)
from evaluation.fieldwork.intake import set_aside_pages
from evaluation.fieldwork.paper import keying_pages
from evaluation.fieldwork.planning import calendar_feed
from evaluation.fieldwork.print_pack import pack_page, part_page
from evaluation.fieldwork.projector import join_screen, wall_pages
from evaluation.fieldwork.rounds import round_pages, rounds_form
from evaluation.fieldwork.seating import seating_page

BLUEPRINTS = (
    home.pages,
    experiment_list.pages,
    new_experiment.pages,
    calendar_feed.pages,
    wave_switch.pages,
    join_screen.pages,
    wall_pages.pages,
    host_script.pages,
    evening_key_pages.pages,
    round_pages.pages,
    rounds_form.pages,
    unit_pages.pages,
    volunteer_pages.pages,
    pack_page.pages,
    part_page.pages,
    event_record.pages,
    seating_page.pages,
    arrange_evening.pages,
    removal_pages.pages,
    link_pages.pages,
    set_aside_pages.pages,
    keying_pages.pages,
)
EVENING = volunteer_pages.pages
"""Its forms need no token: the key in their address is known to nobody else."""
WITHOUT_ACCOUNT = {EVENING.name, wall_pages.pages.name}
"""Those of whoever holds a key: what they refuse, they say themselves."""
