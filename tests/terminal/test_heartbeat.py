"""Guards that a command which works in silence says a word, and none while somebody is asked."""

import threading
import time

from planner.terminal.heartbeat import Heartbeat, heard, hushed


def test_a_word_comes_in_silence_alone() -> None:
    """After some seconds without a word one comes; not while something is said, nor while somebody thinks, nor afterwards."""
    told: list[float] = []
    came = threading.Event()

    def say(seconds: float) -> None:
        told.append(seconds)
        came.set()

    with Heartbeat(say, every=0.05).beating():
        with hushed():
            assert not came.wait(0.3)
        assert came.wait(5)
    count = len(told)
    time.sleep(0.15)
    assert len(told) == count
    quiet = Heartbeat(told.append, every=60)
    with quiet.beating():
        heard()
    assert len(told) == count
