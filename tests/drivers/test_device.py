"""The client's side of the wall: a host that hangs, dies or lies is an ordinary answer, and the next one serves."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from drivers.device import DeviceFault, DeviceState, SocketLauncher
from drivers.host import Answer, serve
from drivers.launch import HostHandle, Launcher
from drivers.wire import Buffer
from tests.drivers.processes import Leavings, children, is_alive, wait_until
from tests.drivers.scanner_kit import host_environment
from tests.drivers.wall_kit import ECHO_HOST, Device, EchoService, ThreadLauncher, echo_launcher

Build = Callable[[Launcher], Device]


@pytest.fixture
def build() -> Iterator[Build]:
    """Build clients that are closed with the test."""
    devices: list[Device] = []

    def one(launch: Launcher) -> Device:
        devices.append(Device(launch))
        return devices[-1]

    yield one
    for device in devices:
        device.client.close()


@pytest.fixture
def device(build: Build) -> Device:
    """Build the usual client, with a child for a host."""
    return build(echo_launcher())


def test_call_waits_for_the_host_and_brings_body_and_buffers_back(device: Device) -> None:
    with Buffer.of(b"first") as first, Buffer.of(b"second") as second:
        reply = device.client.call("echo", {"a": [1, None, "ż"]}, buffers=(first, second), deadline_s=20)

        assert first.bytes() == b"first"  # what was sent stays the caller's
    assert reply.ok
    assert reply.body == {"a": [1, None, "ż"]}
    assert [buffer.bytes() for buffer in reply.buffers] == [b"first", b"second"]
    reply.close()


def test_hanging_host_is_killed_at_the_deadline_and_replaced(device: Device) -> None:
    hanging = device.pid

    reply = device.client.call("hang", deadline_s=0.2)

    assert reply.outcome == DeviceFault.TIMEOUT
    assert device.client.call("echo", deadline_s=20).ok
    assert device.pid != hanging
    assert not is_alive(hanging)


def test_stopped_host_is_killed_at_the_deadline_and_replaced(device: Device) -> None:
    stopped = device.pid

    reply = device.client.call("freeze", deadline_s=0.2)

    assert reply.outcome == DeviceFault.TIMEOUT
    assert device.client.call("echo", deadline_s=20).ok
    wait_until(lambda: not is_alive(stopped))


def test_dead_host_is_told_and_comes_back_by_itself(device: Device) -> None:
    assert device.client.wait_ready(20)

    reply = device.client.call("die", deadline_s=20)

    assert reply.outcome == DeviceFault.GONE
    device.wait_for(lambda: DeviceState.GONE in device.states)
    assert device.client.wait_ready(20)
    assert device.client.call("echo", deadline_s=20).ok
    assert device.states == [
        DeviceState.STARTING,
        DeviceState.READY,
        DeviceState.GONE,
        DeviceState.STARTING,
        DeviceState.READY,
    ]


def test_all_calls_under_way_learn_that_the_host_is_gone(device: Device) -> None:
    pid, outcomes = device.pid, list[str]()
    callers = [
        threading.Thread(target=lambda: outcomes.append(device.client.call("hang", deadline_s=60).outcome))
        for _ in range(4)
    ]
    for caller in callers:
        caller.start()
    assert device.client.call("ping", deadline_s=20).ok

    os.kill(pid, signal.SIGKILL)
    for caller in callers:
        caller.join(20)

    assert set(outcomes) == {DeviceFault.GONE}


def test_host_that_talks_nonsense_is_garbled_or_gone_never_a_crash(build: Build) -> None:
    device = build(echo_launcher("--babble"))

    reply = device.client.call("echo", deadline_s=20)

    assert reply.outcome == DeviceFault.GONE
    device.wait_for(lambda: device.states.count(DeviceState.STARTING) > 1)


def test_nonsense_in_mid_call_has_a_name_of_its_own(build: Build) -> None:
    class Babbler(EchoService):
        connection: socket.socket

        def methods(self):  # type: ignore[no-untyped-def]  # as in the service it changes
            return {**super().methods(), "babble": self._babble}

        def _babble(self, *_: object) -> Answer:
            self.connection.send(b"\x00\xff")
            return Answer()

    service = Babbler()

    def run(connection: socket.socket) -> None:
        service.connection = connection
        serve(service, connection)

    device = build(ThreadLauncher(run))

    reply = device.client.call("babble", deadline_s=20)

    assert reply.outcome == DeviceFault.GARBLED
    assert device.client.wait_ready(20)
    assert device.client.call("echo", deadline_s=20).ok


def test_late_answer_of_a_host_that_was_given_up_reaches_nobody(build: Build) -> None:
    service = EchoService()
    device = build(ThreadLauncher.serving(service))
    assert device.client.wait_ready(20)

    late = device.client.call("wait", deadline_s=0.1)
    service.released.set()
    reply = device.client.call("echo", {"mine": True}, deadline_s=20)

    assert late.outcome == DeviceFault.TIMEOUT
    assert reply.body == {"mine": True}


def test_replacing_the_host_answers_who_waits_and_gives_a_fresh_one(device: Device) -> None:
    before, outcomes = device.pid, list[str]()
    caller = threading.Thread(
        target=lambda: outcomes.append(device.client.call("hang", deadline_s=60).outcome)
    )
    caller.start()
    assert device.client.call("ping", deadline_s=20).ok

    device.client.replace()
    caller.join(20)

    assert outcomes in ([DeviceFault.GONE], [DeviceFault.TIMEOUT])
    assert device.pid != before
    assert DeviceState.GONE not in device.states


def test_host_that_cannot_start_is_tried_again_with_pauses(build: Build, tmp_path: Path) -> None:
    attempts: list[HostHandle | None] = []

    def launch() -> HostHandle:
        if len(attempts) < 2:
            attempts.append(None)
            raise FileNotFoundError(2, "No such file or directory")
        attempts.append(echo_launcher()())
        return attempts[-1]  # type: ignore[return-value]  # just appended

    device = build(launch)
    device.wait_for(lambda: DeviceState.GONE in device.states)
    early = device.client.call("echo", deadline_s=20)

    assert early.outcome in ("ok", DeviceFault.GONE)
    assert device.client.wait_ready(20)
    assert device.client.call("echo", deadline_s=20).ok
    assert len(attempts) == 3


def test_host_that_ends_at_its_start_is_gone(build: Build) -> None:
    device = build(echo_launcher("--broken"))

    assert device.client.call("echo", deadline_s=20).outcome == DeviceFault.GONE


def test_events_reach_the_listener_with_their_buffers(device: Device) -> None:
    with Buffer.of(b"page") as page:
        assert device.client.call("tell", {"n": 1}, buffers=(page,), deadline_s=20).ok

    device.wait_for(lambda: len(device.events) == 1)
    event = device.events[0]
    assert (event.name, event.body, event.buffers[0].bytes()) == ("told", {"n": 1}, b"page")
    event.close()


def test_listener_with_a_fault_does_not_take_the_device_away(caplog: pytest.LogCaptureFixture) -> None:
    from drivers.device import DeviceClient

    def fail(_: object) -> None:
        raise ZeroDivisionError

    client = DeviceClient(echo_launcher(), on_event=fail, on_state=fail)

    assert client.call("tell", {}, deadline_s=20).ok
    assert client.call("echo", deadline_s=20).ok
    client.close()
    assert "listener failed" in caplog.text


def test_calling_the_device_from_its_own_callback_is_refused_instead_of_hanging() -> None:
    from drivers.device import DeviceClient

    refusals: list[str] = []

    def call_back(_: object) -> None:
        try:
            client.call("echo", deadline_s=20)
        except RuntimeError as refusal:
            refusals.append(str(refusal))

    client = DeviceClient(echo_launcher(), on_event=call_back, on_state=lambda _: None)
    client.call("tell", {}, deadline_s=20)
    client.close()

    assert len(refusals) == 1


def test_calls_after_closing_are_gone_at_once(device: Device) -> None:
    device.client.close()

    assert device.client.call("echo", deadline_s=20).outcome == DeviceFault.GONE
    assert not device.client.wait_ready(0)
    assert device.states[-1] is DeviceState.GONE


def test_closing_leaves_no_child_no_thread_no_descriptor() -> None:
    leavings = Leavings()
    device = Device(echo_launcher())
    with Buffer.of(b"page" * 1000) as page:
        for _ in range(20):
            device.client.call("echo", buffers=[page] * 3, deadline_s=20).close()
    assert device.client.call("hang", deadline_s=0.1).outcome == DeviceFault.TIMEOUT
    assert device.client.call("die", deadline_s=20).outcome == DeviceFault.GONE
    assert device.client.wait_ready(20)

    device.client.close()
    device.client.close()

    leavings.assert_none()
    assert children("echo_host") == []


def test_closing_does_not_wait_for_a_hanging_call() -> None:
    device = Device(echo_launcher())
    pid, outcomes = device.pid, list[str]()
    caller = threading.Thread(
        target=lambda: outcomes.append(device.client.call("hang", deadline_s=300).outcome)
    )
    caller.start()
    assert device.client.call("ping", deadline_s=20).ok

    device.client.close()
    caller.join(20)

    assert outcomes == [DeviceFault.GONE]
    assert not is_alive(pid)


def test_workers_of_a_host_die_with_it(build: Build) -> None:
    device = build(echo_launcher("--with-worker"))
    pid = device.pid
    workers = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    device.client.call("hang", deadline_s=0.1)

    assert len(workers) == 1
    wait_until(lambda: not is_alive(workers[0]))


KIOSK_THAT_IS_KILLED = """
import sys, threading
from tests.drivers.wall_kit import Device, echo_launcher
device = Device(echo_launcher())
print(device.pid, flush=True)
threading.Thread(target=device.client.call, args=("hang",), kwargs={"deadline_s": 300}).start()
device.client.call("ping", deadline_s=20)
print("ready", flush=True)
"""


def test_host_dies_with_a_kiosk_that_is_killed_even_in_mid_call() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", KIOSK_THAT_IS_KILLED],
        env=host_environment(),
        stdout=subprocess.PIPE,
        text=True,
    ) as kiosk:
        assert kiosk.stdout is not None
        host = int(kiosk.stdout.readline())
        assert kiosk.stdout.readline() == "ready\n"
        assert is_alive(host)

        kiosk.kill()

        wait_until(lambda: not is_alive(host))


class SocketUnit:
    """What systemd does for a socket unit with Accept=yes: one host for each connection."""

    def __init__(self, path: Path) -> None:
        self.hosts: list[subprocess.Popen[bytes]] = []
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._listener.bind(str(path))
        self._listener.listen()
        self._thread = threading.Thread(target=self._accept)
        self._thread.start()

    def _accept(self) -> None:
        while True:
            try:
                connection = self._listener.accept()[0]
            except OSError:
                return
            with connection:
                # A shell puts its own number into LISTEN_PID and the socket at descriptor 3, as systemd does.
                command = 'eval "exec 3<&$2"; LISTEN_FDS=1 LISTEN_PID=$$ exec "$0" "$1"'
                self.hosts.append(
                    subprocess.Popen(
                        [
                            "/bin/bash",
                            "-c",
                            command,
                            sys.executable,
                            str(ECHO_HOST),
                            str(connection.fileno()),
                        ],
                        env=host_environment(),
                        pass_fds=[connection.fileno()],
                    )
                )

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()
        for host in self.hosts:
            host.wait(20)


def test_host_behind_a_socket_is_killed_and_reached_again(tmp_path: Path) -> None:
    leavings = Leavings()
    unit = SocketUnit(tmp_path / "echo.socket")
    device = Device(SocketLauncher(tmp_path / "echo.socket"))

    first = device.client.call("echo", {"n": 1}, deadline_s=20)
    late = device.client.call("hang", deadline_s=0.2)
    second = device.client.call("echo", {"n": 2}, deadline_s=20)
    device.client.close()
    unit.close()

    assert (first.body, late.outcome, second.body) == ({"n": 1}, DeviceFault.TIMEOUT, {"n": 2})
    assert [host.returncode for host in unit.hosts] == [-signal.SIGKILL, 0]
    leavings.assert_none()


def test_socket_without_a_listener_is_gone(build: Build, tmp_path: Path) -> None:
    device = build(SocketLauncher(tmp_path / "nobody.socket"))

    assert device.client.call("echo", deadline_s=20).outcome == DeviceFault.GONE
