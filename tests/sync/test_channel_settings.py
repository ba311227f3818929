"""channels.toml: what stands in it is what is made of it, and a mistake in it is told by its key."""

import secrets
from pathlib import Path

import pytest

from sync.channel_settings import ChannelsRefused, load_channels
from sync.channel_setup import ChannelWorld, make_channels
from sync.routing import Route
from sync.secrets_store import SecretRefused
from tests.sync.kit import DrivenClock

PUW = '[ezd-puw]\nbase_url = "https://ezd.example"\nlogin = "urzedomat"\npassword = "credential:puw"\n'
RP = (
    '[ezd-rp]\napi_url = "https://api.example"\nsso_url = "https://sso.example"\nweb_host = "urzad.example"\n'
    'organisation_id = "7"\nkey_id = "k"\npost_id = "12"\napi_key = "credential:rp"\n'
)


@pytest.fixture
def world(tmp_path: Path) -> ChannelWorld:
    for name in ("puw", "rp"):
        (tmp_path / name).write_text(f"{name}-secret\n")
    return ChannelWorld(DrivenClock(), secrets.token_bytes, {"CREDENTIALS_DIRECTORY": str(tmp_path)})


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "channels.toml"
    path.write_text(text)
    return path


def made(tmp_path: Path, world: ChannelWorld, text: str) -> list[str]:
    channels = make_channels(load_channels(written(tmp_path, text)), world)
    for channel in channels.values():
        channel.close()
    return sorted(channels)


def test_every_table_makes_its_channel(tmp_path: Path, world: ChannelWorld) -> None:
    assert made(tmp_path, world, PUW + RP + '[folder]\npath = "out"\n') == ["ezd-puw", "ezd-rp", "folder"]
    assert made(tmp_path, world, "") == []


def test_the_routes_are_read_in_order(tmp_path: Path) -> None:
    text = (
        '[[routes]]\ndepartments = ["Geodezja"]\nchannels = ["folder", "office"]\n'
        '[[routes]]\nchannels = ["office"]\n[folder]\npath = "out"\n'
    )

    routing = load_channels(written(tmp_path, text)).routing

    assert routing.routes == (
        Route(("folder", "office"), frozenset({"Geodezja"})),
        Route(("office",), frozenset()),
    )


def test_without_routes_everything_goes_to_the_office(tmp_path: Path) -> None:
    assert load_channels(written(tmp_path, "")).routing.routes == (Route(("office",)),)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[ezd", "can't be read"),
        ("[fax]\nnumber = 1\n", "unknown key: fax"),
        (PUW + "colour = 1\n", "colour: unknown key"),
        ("[ezd-puw]\nlogin = 'a'\n", "base_url"),
        (PUW.replace("https://ezd.example", "x") + "owner_id = 'many'\n", "owner_id"),
        ("ezd-puw = 3\n", "must be a table"),
        ("[[routes]]\nchannels = []\n", "channels"),
        ("[[routes]]\nchannels = ['ezd-rp']\n", "no table for ezd-rp"),
        ("[folder]\n", "path"),
    ],
)
def test_a_mistake_is_told_by_its_key(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(ChannelsRefused, match=complaint):
        load_channels(written(tmp_path, text))


@pytest.mark.parametrize(
    "account",
    [
        'login = "a"\n',
        'password = "credential:puw"\n',
        'login = "a"\npassword = "credential:puw"\napplication_token = "credential:rp"\n',
    ],
)
def test_an_account_that_is_half_given_is_refused(tmp_path: Path, world: ChannelWorld, account: str) -> None:
    text = f'[ezd-puw]\nbase_url = "https://ezd.example"\n{account}'

    with pytest.raises(SecretRefused, match="not both"):
        made(tmp_path, world, text)


def test_a_secret_written_into_the_file_is_refused_and_not_repeated(
    tmp_path: Path, world: ChannelWorld
) -> None:
    with pytest.raises(SecretRefused) as refused:
        made(tmp_path, world, PUW.replace("credential:puw", "hunter2"))

    assert "hunter2" not in str(refused.value)
