"""The wire: what goes in comes out, and what is no message is refused without leaving anything behind."""

import json
import os
import socket
import threading
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.wire import (
    BUFFERS_PER_PACKET,
    MESSAGE_BYTES_MAX,
    Buffer,
    Connection,
    Kind,
    Message,
    MessageTooLargeError,
    WireError,
    decode,
    encode,
)
from tests.drivers.processes import Leavings

Ends = tuple[Connection, Connection]

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(min_value=-(2**53), max_value=2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
bodies = st.dictionaries(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12), json_values, max_size=5
)


@pytest.fixture
def ends() -> Iterator[Ends]:
    """Return both ends of a connection."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours, theirs:
        yield Connection(ours), Connection(theirs)


@pytest.fixture
def raw() -> Iterator[tuple[socket.socket, Connection]]:
    """Return a bare socket to send anything from, and the connection that has to cope with it."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours, theirs:
        yield ours, Connection(theirs)


@given(
    name=st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    number=st.integers(0, 2**63),
    body=bodies,
)
def test_every_message_comes_back_as_it_was(name: str, number: int, body: dict[str, object]) -> None:
    message = Message(Kind.CALL, name, number, body)  # type: ignore[arg-type]  # hypothesis types are wider

    assert decode(encode(message)) == message


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=200) | json_values.map(lambda value: json.dumps(value).encode()))
def test_nonsense_is_refused_and_never_anything_worse(data: bytes) -> None:
    with pytest.raises(WireError):
        decode(data)


@given(contents=st.lists(st.binary(max_size=2000), max_size=5))
@settings(max_examples=40, deadline=None)
def test_buffers_arrive_with_their_content_in_order(contents: list[bytes]) -> None:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours, theirs:
        sent = Message(Kind.EVENT, "page", buffers=tuple(Buffer.of(content) for content in contents))

        Connection(ours).send(sent)
        sent.close()
        received = Connection(theirs).receive()

    assert received is not None
    assert [buffer.bytes() for buffer in received.buffers] == contents
    received.close()


def test_deeply_nested_nonsense_is_refused() -> None:
    with pytest.raises(WireError):
        decode(b"[" * 60_000)


def test_more_buffers_than_one_packet_takes_arrive_all(ends: Ends) -> None:
    ours, theirs = ends
    count = 2 * BUFFERS_PER_PACKET + 17
    sent = Message(
        Kind.CALL, "make_pdf", 1, buffers=tuple(Buffer.of(b"%d" % index) for index in range(count))
    )

    ours.send(sent)
    sent.close()
    received = theirs.receive()

    assert received is not None
    assert [int(buffer.bytes()) for buffer in received.buffers] == list(range(count))
    received.close()


def test_message_that_is_too_large_is_refused_by_the_sender(ends: Ends) -> None:
    with pytest.raises(MessageTooLargeError):
        ends[0].send(Message(Kind.EVENT, "page", body={"text": "x" * MESSAGE_BYTES_MAX}))


def test_message_of_the_largest_size_arrives(ends: Ends) -> None:
    frame = len(encode(Message(Kind.EVENT, "page", body={"text": ""})))
    text = "x" * (MESSAGE_BYTES_MAX - frame)

    ends[0].send(Message(Kind.EVENT, "page", body={"text": text}))
    received = ends[1].receive()

    assert received is not None
    assert received.body["text"] == text


def test_packet_that_is_too_large_is_refused_by_the_receiver(raw: tuple[socket.socket, Connection]) -> None:
    sender, receiver = raw
    sender.send(b" " * (MESSAGE_BYTES_MAX + 1))

    with pytest.raises(WireError):
        receiver.receive()


def test_memory_that_could_still_shrink_is_refused_and_nothing_leaks(
    raw: tuple[socket.socket, Connection],
) -> None:
    sender, receiver = raw
    leavings = Leavings()
    unsealed = os.memfd_create("page", os.MFD_ALLOW_SEALING)
    with Buffer.of(b"good") as good:
        descriptors = [good.fileno(), unsealed, good.fileno()]
        socket.send_fds(sender, [encode(Message(Kind.EVENT, "page"))], descriptors)
    os.close(unsealed)

    with pytest.raises(WireError):
        receiver.receive()

    leavings.assert_none()


def test_descriptors_of_a_garbled_message_are_given_back(raw: tuple[socket.socket, Connection]) -> None:
    sender, receiver = raw
    leavings = Leavings()
    with Buffer.of(b"page") as buffer:
        socket.send_fds(sender, [b"garbled"], [buffer.fileno()] * 3)

    with pytest.raises(WireError):
        receiver.receive()

    leavings.assert_none()


def test_end_of_the_conversation_is_no_error(ends: Ends) -> None:
    ends[0].shut_down()

    assert ends[1].receive() is None
    assert ends[0].receive() is None


def test_peer_that_does_not_read_is_a_timeout_not_a_hang(ends: Ends) -> None:
    def send_until_full() -> None:
        while True:
            ends[0].send(Message(Kind.EVENT, "page", body={"text": "x" * 30_000}), timeout_s=0.05)

    with pytest.raises(TimeoutError):
        send_until_full()


def test_messages_of_many_threads_do_not_mix(ends: Ends) -> None:
    def send(number: int) -> None:
        for _ in range(20):
            with Buffer.of(b"%d" % number) as buffer:
                ends[0].send(Message(Kind.EVENT, str(number), buffers=(buffer,) * (BUFFERS_PER_PACKET + 1)))

    senders = [threading.Thread(target=send, args=(number,)) for number in range(4)]
    for sender in senders:
        sender.start()
    for _ in range(80):
        received = ends[1].receive()
        assert received is not None
        assert {buffer.bytes().decode() for buffer in received.buffers} == {received.name}
        received.close()
    for sender in senders:
        sender.join()


def test_peer_is_known_by_what_the_kernel_attests(ends: Ends) -> None:
    ends[0].send(Message(Kind.HELLO, "scanner"))
    ends[1].receive()

    assert ends[1].peer_pid == os.getpid()


def test_sealed_content_can_be_changed_by_nobody() -> None:
    with Buffer.of(b"page") as buffer:
        with pytest.raises(PermissionError):
            os.pwrite(buffer.fileno(), b"x", 0)
        with pytest.raises(PermissionError):
            os.ftruncate(buffer.fileno(), 0)
        with pytest.raises(TypeError):
            buffer.view()[0] = 1

        assert buffer.bytes() == b"page"


def test_closing_is_possible_twice_and_while_somebody_still_looks() -> None:
    buffer = Buffer.of(bytes(range(256)))
    pixels = np.frombuffer(buffer.view(), dtype=np.uint8)

    buffer.close()
    buffer.close()

    assert pixels.sum() == sum(range(256))
    with pytest.raises(ValueError, match="closed"):
        buffer.view()


def test_forgotten_buffers_give_their_memory_back() -> None:
    leavings = Leavings()

    for _ in range(50):
        Buffer.of(b"page").view()

    leavings.assert_none()


def test_duplicate_lives_on_after_the_first_is_closed() -> None:
    with Buffer.of(b"page") as buffer:
        second = buffer.duplicate()

    assert second.bytes() == b"page"
    second.close()
