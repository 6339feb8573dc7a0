"""While a report is drawn, Python does not look for objects that hold each other."""

import gc

import pytest

from evaluation.domain.uncollected import uncollected
from evaluation.impact_report.formats import pdf
from tests.impact_report.examples import evening


@pytest.fixture
def looks():
    """How often Python has looked since, which it would do here after every thousand objects."""
    begun, before = [], gc.get_threshold()

    def look(phase, _about):
        begun.extend([phase] if phase == "start" else [])

    gc.set_threshold(1000)
    gc.callbacks.append(look)
    yield begun
    gc.callbacks.remove(look)
    gc.set_threshold(*before)


def test_drawing_a_report_as_pdf_looks_hardly_ever(looks):
    report = evening()
    looks.clear()
    pdf.pages(report)
    assert len(looks) < 5


def test_python_looks_again_afterwards_whatever_happened():
    with pytest.raises(ZeroDivisionError), uncollected():
        assert not gc.isenabled()
        1 / 0  # noqa: B018 - a fault
    assert gc.isenabled()


def test_work_within_such_work_leaves_it_so():
    with uncollected():
        with uncollected():
            pass
        assert not gc.isenabled()
