"""The host's side of the wall: calls in order, urgent ones beside them, and no fault takes the device away."""

import logging
import threading
from collections.abc import Iterator

import pytest

from drivers.wire import Buffer, Connection, DeviceFault, Kind, Message
from tests.drivers.processes import Leavings
from tests.drivers.wall_kit import EchoService, ThreadLauncher


class Served:
    """A service and the client's end of its wire."""

    def __init__(self) -> None:
        self.service = EchoService()
        self._handle = ThreadLauncher.serving(self.service)()
        self.wire = Connection(self._handle.connection)
        self.greeting = self.receive()

    def send(self, method: str, number: int, **body: str) -> None:
        self.wire.send(Message(Kind.CALL, method, number, body))

    def receive(self) -> Message:
        assert self.wire.wait_readable(20)
        message = self.wire.receive()
        assert message is not None
        return message

    def end(self) -> None:
        self._handle.release(0)
        self.wire.close()


@pytest.fixture
def served() -> Iterator[Served]:
    """Serve echoes in a thread."""
    host = Served()
    yield host
    host.service.released.set()
    host.end()


def test_host_greets_with_the_name_of_its_service(served: Served) -> None:
    assert (served.greeting.kind, served.greeting.name) == (Kind.HELLO, "echo")


def test_calls_are_served_in_the_order_they_came(served: Served) -> None:
    for number in range(20):
        served.send("echo", number, name=str(number))

    answers = [served.receive() for _ in range(20)]

    assert [answer.number for answer in answers] == list(range(20))
    assert served.service.calls == [str(number) for number in range(20)]


def test_urgent_call_is_served_while_another_runs(served: Served) -> None:
    served.send("wait", 1)
    served.send("ping", 2)

    first = served.receive()
    served.service.released.set()
    second = served.receive()

    assert (first.number, second.number) == (2, 1)


def test_unknown_method_is_an_answer(served: Served) -> None:
    served.send("paint", 1)

    assert served.receive().name == DeviceFault.UNKNOWN_METHOD


def test_fault_in_the_hosts_code_is_an_answer_and_tells_no_personal_data(
    served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        served.send("fail", 1, person="Anna Kowalska")
        answer = served.receive()
    served.send("ping", 2)

    assert (answer.name, answer.body) == (DeviceFault.FAILED, {"error": "LookupError"})
    assert served.receive().name == "ok"
    assert "Kowalska" not in caplog.text + str([vars(record) for record in caplog.records])


def test_answer_that_is_too_large_is_a_failure_not_a_silence(served: Served) -> None:
    served.send("boast", 1)

    assert served.receive().name == DeviceFault.FAILED


def test_events_come_beside_the_answers(served: Served) -> None:
    served.send("tell", 1, what="card inserted")

    messages = [served.receive(), served.receive()]

    assert [(message.kind, message.name) for message in messages] == [
        (Kind.EVENT, "told"),
        (Kind.REPLY, "ok"),
    ]
    assert messages[0].body == {"what": "card inserted"}


def test_service_is_closed_when_the_client_goes(served: Served) -> None:
    served.end()

    assert served.service.is_closed


@pytest.mark.parametrize("nonsense", [b"garbled", b'{"kind":"hello","name":"x","number":0,"body":{}}'])
def test_client_that_talks_nonsense_is_left(served: Served, nonsense: bytes) -> None:
    sender = served._handle.connection.dup()
    with sender:
        sender.send(nonsense)
        assert served.wire.wait_readable(20)

    assert served.wire.receive() is None


def test_host_keeps_nothing_of_what_it_was_sent() -> None:
    leavings = Leavings()
    host = Served()
    for number in range(30):
        with Buffer.of(b"page" * 1000) as page:
            host.wire.send(Message(Kind.CALL, "echo", number, buffers=(page, page)))
        host.receive().close()

    host.end()

    leavings.assert_none()
    assert threading.active_count() >= 1
