"""Style and scripts are served as small as phones can load them."""

import gzip

import pytest

from evaluation.survey.delivery.asset_addresses import NAMES, read_assets


@pytest.fixture(scope="module")
def assets():
    return read_assets()


def test_the_script_of_a_page_takes_six_kilobytes_at_most_and_with_the_worker_seven_and_a_half(assets):
    assert len(assets["survey.js"].compressed) <= 6 * 1024
    assert len(assets["survey.js"].compressed) + len(assets["worker.js"].compressed) <= 7.5 * 1024
    assert len(assets["receipt.js"].compressed) <= 1536


@pytest.mark.parametrize("name", NAMES)
def test_an_asset_unpacks_to_what_is_served_unpacked(assets, name):
    assert gzip.decompress(assets[name].compressed) == assets[name].plain


def test_reading_them_again_gives_the_same_addresses(assets):
    again = read_assets()
    assert {name: page.digest for name, page in again.items()} == {name: page.digest for name, page in assets.items()}
