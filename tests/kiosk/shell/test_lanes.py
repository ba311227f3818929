"""Slow work runs in order, and a bug in it is told without its values."""

import logging
import threading

import pytest

from kiosk.shell.lanes import Lanes

WAIT_S = 10.0


def test_one_lane_keeps_the_order_and_lanes_do_not_wait_for_each_other() -> None:
    lanes = Lanes(on_bug=lambda: None)
    may_go, done, order = threading.Event(), threading.Event(), []
    lanes.run("slow", lambda: may_go.wait(WAIT_S) and order.append(1))
    lanes.run("slow", lambda: (order.append(2), done.set()))
    other = threading.Event()
    lanes.run("other", other.set)

    assert other.wait(WAIT_S)
    assert order == []
    may_go.set()
    assert done.wait(WAIT_S)
    assert order == [1, 2]
    lanes.close()


def test_bug_is_told_and_its_text_stays_out_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    told = threading.Event()
    lanes = Lanes(on_bug=told.set)

    def fail() -> None:
        raise ValueError("PESEL 44051401359")

    with caplog.at_level(logging.DEBUG):
        lanes.run("letter", fail)
        assert told.wait(WAIT_S)
    lanes.close()

    assert "ValueError" in caplog.text
    assert "44051401359" not in caplog.text.replace('raise ValueError("PESEL 44051401359")', "")


def test_closed_lanes_take_nothing_more() -> None:
    lanes = Lanes(on_bug=lambda: None)
    lanes.close()
    ran = threading.Event()
    lanes.run("late", ran.set)

    assert not ran.is_set()
