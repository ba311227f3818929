"""channels.toml: what stands in it is what is made of it, and a mistake in it is told by its key."""

import secrets
from pathlib import Path

import pytest

from sync.channel_settings import ChannelsRefused, load_channels
from sync.channel_setup import ChannelWorld, make_channels
from sync.routing import Route
from sync.secrets_store import SecretRefused
from tests.sync.kit import DrivenClock, holder, private_pem, rsa_key

PUW = '[ezd-puw]\nbase_url = "https://ezd.example"\nlogin = "urzedomat"\npassword = "credential:puw"\n'
RP = (
    '[ezd-rp]\napi_url = "https://api.example"\nsso_url = "https://sso.example"\nweb_host = "urzad.example"\n'
    'organisation_id = "7"\nkey_id = "k"\npost_id = "12"\napi_key = "credential:rp"\n'
)


EPUAP = (
    '[epuap]\nsubject = "urzad"\ninbox = "/urzad/skrytka"\nskrytka_url = "https://ws.example/skrytka"\n'
    'reply_inbox = {name = "odpowiedzi", address = "/urzad/odpowiedzi"}\ntemplate = "1410"\n'
    'system_key = "credential:rsa"\nsystem_certificate = "seal.pem"\nseal_key = "credential:seal"\n'
    'seal_certificate = "seal.pem"\nreply_certificates = "seal.pem"\nreceipt_certificates = "seal.pem"\n'
    'folder = "epuap"\nrecipients = ["age1kiosk", "age1office"]\n'
)
EDORECZENIA = (
    '[edoreczenia]\napi_url = "https://ua.example/api/v3"\ntoken_url = "https://ow.example/token"\n'
    'realm = "https://ow.example/realms/EDOR"\nsystem = "ADE.SYSTEM.kiosk"\n'
    'sender = "AE:PL-10000-20000-KIOSK-11"\nkey = "credential:rsa"\nevidence_certificate_file = "seal.pem"\n'
)


@pytest.fixture
def world(tmp_path: Path) -> ChannelWorld:
    for name in ("puw", "rp"):
        (tmp_path / name).write_text(f"{name}-secret\n")
    seal = holder("Urząd")
    (tmp_path / "seal").write_bytes(seal.key_pem)
    (tmp_path / "seal.pem").write_bytes(seal.pem)
    (tmp_path / "rsa").write_bytes(private_pem(rsa_key()))
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
    everything = PUW + RP + EPUAP + EDORECZENIA + '[folder]\npath = "out"\n'

    assert made(tmp_path, world, everything) == ["edoreczenia", "epuap", "ezd-puw", "ezd-rp", "folder"]
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
        (PUW + "owner_id = 'many'\n", "owner_id"),
        ("ezd-puw = 3\n", "must be a table"),
        ("[[routes]]\nchannels = []\n", "channels"),
        ("[[routes]]\nchannels = ['ezd-rp']\n", "no table for ezd-rp"),
        ("[folder]\n", "path"),
        (EPUAP.replace('"1410"', '"9999"'), "4566"),
        (EPUAP.replace('"age1kiosk", ', ""), "recipients"),
        (EDORECZENIA.replace("https://ua", "http://ua"), "api_url: must begin with https"),
        (RP.replace("https://sso", "http://sso"), "sso_url: must begin with https"),
        (PUW.replace("https://ezd.example", "file:///etc"), "base_url: must begin with https"),
        (EDORECZENIA.replace("KIOSK-11", "KIOSK"), "not an address"),
        (EDORECZENIA + "evidence_certificates = ['x']\n", "evidence_certificates: unknown key"),
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
