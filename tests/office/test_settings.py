"""office.toml, the command line, and an office that must not start."""

from pathlib import Path

import pytest
import typer
from pydantic import ValidationError
from typer.testing import CliRunner

from kiosk.office_command import register
from sync.office.app import create_app
from sync.office.context import DemoKeyRefusedError, World
from sync.office.faults import OfficeFault
from sync.office.manual import WORDS, refreshed
from sync.office.settings import OfficeSettings, load_settings
from tests.office.kit import CHEAP_HASHER, PASSWORD, Kiosk, RunningOffice
from tests.sync.kit import DrivenClock, Holder, holder

MINIMUM = 'office_seal_key_path = "key.pem"\noffice_seal_certificate_path = "cert.pem"\n'


@pytest.fixture
def settings_file(tmp_path: Path) -> Path:
    seal = holder("Urząd")
    (tmp_path / "key.pem").write_bytes(seal.key_pem)
    (tmp_path / "cert.pem").write_bytes(seal.pem)
    file = tmp_path / "office.toml"
    file.write_text(MINIMUM, encoding="utf-8")
    return file


def run(settings: Path, *arguments: str) -> tuple[int, str]:
    app = typer.Typer()
    register(app)
    result = CliRunner().invoke(app, [*arguments, "--settings", str(settings)])
    return result.exit_code, result.output


def test_paths_are_relative_to_the_file(settings_file: Path) -> None:
    settings = load_settings(settings_file)

    assert settings.blob_dir == settings_file.parent / "blobs"
    assert settings.office_seal_key_path == settings_file.parent / "key.pem"
    assert settings.database_url == f"sqlite:///{settings_file.parent / 'office.db'}"


@pytest.mark.parametrize(
    "line",
    [
        'blob_folder = "x"',
        "[limits]\nmax_upload = 5",
        "[limits]\nmax_upload_bytes = -1",
        'public_base_url = "ftp://x"',
        "[session]\nidle_s = 1",
    ],
)
def test_a_key_that_is_not_known_or_not_possible_is_refused(settings_file: Path, line: str) -> None:
    settings_file.write_text(MINIMUM + line, encoding="utf-8")

    with pytest.raises(ValidationError):
        load_settings(settings_file)
    code, output = run(settings_file, "list-kiosks")
    assert code == 2
    assert "can't be used" in output
    assert "Traceback" not in output


def test_every_key_is_documented() -> None:
    def keys(model: type[OfficeSettings]) -> list[tuple[str, object]]:
        return [(name, field) for name, field in model.model_fields.items()]

    for name, field in keys(OfficeSettings):
        section = getattr(field, "annotation", None)
        if isinstance(section, type) and hasattr(section, "model_fields"):
            missing = [key for key, item in section.model_fields.items() if not item.description]
            assert missing == [], name
        else:
            assert getattr(field, "description", None), name


def test_demo_keys_are_refused_by_an_office_that_is_none(tmp_path: Path) -> None:
    seal: Holder = holder("Urząd (pokaz)", unit="URZEDOMAT DEMO")
    (tmp_path / "key.pem").write_bytes(seal.key_pem)
    (tmp_path / "cert.pem").write_bytes(seal.pem)
    (tmp_path / "office.toml").write_text(MINIMUM, encoding="utf-8")
    settings = load_settings(tmp_path / "office.toml")

    with pytest.raises(DemoKeyRefusedError):
        create_app(settings, World(clock=DrivenClock(), hasher=CHEAP_HASHER))


def test_kiosks_are_kept_from_the_command_line(settings_file: Path) -> None:
    kiosk = Kiosk()
    seal, transport = settings_file.parent / "seal.pem", settings_file.parent / "transport.pem"
    seal.write_bytes(kiosk.seal.pem)
    transport.write_text(kiosk.transport_pem)
    keys = ("--seal-certificate", str(seal), "--transport-key", str(transport))

    added = run(settings_file, "add-kiosk", "tor1", "--name", "Toruń", *keys)
    again = run(settings_file, "add-kiosk", "tor1", "--name", "Toruń", *keys)
    renewed = run(settings_file, "renew-kiosk", "tor1", *keys)
    revoked = run(settings_file, "revoke-kiosk", "tor1")
    unknown = run(settings_file, "revoke-kiosk", "byd1")
    listed = run(settings_file, "list-kiosks")

    assert [added[0], again[0], renewed[0], revoked[0], unknown[0]] == [0, 1, 0, 0, 1]
    assert "already registered" in again[1]
    assert listed[1].split("\t")[:2] == ["tor1", "revoked"]


def test_a_demo_kiosk_is_refused_by_an_office_that_is_none(settings_file: Path) -> None:
    demo = holder("Kiosk", unit="URZEDOMAT DEMO")
    seal, transport = settings_file.parent / "seal.pem", settings_file.parent / "transport.pem"
    seal.write_bytes(demo.pem)
    transport.write_text(Kiosk().transport_pem)
    keys = ("--seal-certificate", str(seal), "--transport-key", str(transport))

    code, output = run(settings_file, "add-kiosk", "tor1", "--name", "Toruń", *keys)

    assert (code, "demonstration" in output) == (1, True)


def test_accounts_are_kept_from_the_command_line(settings_file: Path) -> None:
    password = settings_file.parent / "password"
    password.write_text(f"{PASSWORD}\n")
    from_file = ("--password-file", str(password))

    added = run(settings_file, "add-user", "anna", "--name", "Anna Nowak", "--role", "clerk", *from_file)
    role = run(settings_file, "add-user", "ewa", "--name", "Ewa", "--role", "queen", *from_file)
    changed = run(settings_file, "set-password", "anna", *from_file)
    disabled = run(settings_file, "disable-user", "anna")
    unknown = run(settings_file, "enable-user", "ewa")
    listed = run(settings_file, "list-users")

    assert [added[0], role[0], changed[0], disabled[0], unknown[0]] == [0, 1, 0, 0, 1]
    assert listed[1] == "anna\tclerk\tdisabled\tAnna Nowak\n"


def test_a_missing_file_is_a_plain_message(tmp_path: Path) -> None:
    assert run(tmp_path / "office.toml", "list-users") == (
        2,
        f"there is no settings file {tmp_path}/office.toml\n",
    )


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('blob_dir = "/proc/urzedomat"', "/proc/urzedomat"),
        ('database_url = "anything"', "URL"),
        ('database_url = "postgresql+psycopg://x:secret@127.0.0.1:1/z"', "connection"),
        ('register_number_pattern = "("', "unterminated"),
        ('signature_trust_paths = ["missing.pem"]', "missing.pem"),
        ('signature_trust_paths = ["office.toml"]', "can't be used"),
    ],
)
def test_an_office_that_cannot_start_says_why_in_one_line(settings_file: Path, line: str, words: str) -> None:
    settings_file.write_text(MINIMUM + line, encoding="utf-8")

    code, told = run(settings_file, "serve", "--port", "0")

    assert code == 2
    assert words in told
    assert "secret" not in told
    assert len(told.splitlines()) == 1


def test_settings_that_are_no_text_or_no_file_are_told_too(settings_file: Path) -> None:
    settings_file.write_bytes(b"\xff")
    assert run(settings_file, "list-users")[0] == 2
    assert run(settings_file.parent, "list-users")[0] == 2


def test_health_and_numbers(running: RunningOffice) -> None:
    kiosk = running.add_kiosk(Kiosk(clock=running.clock))
    from tests.office.kit import sealed

    package = sealed(kiosk)
    running.deliver(kiosk, package)

    health = running.client.get(f"{running.url}/healthz")
    numbers = running.client.get(f"{running.url}/metrics").text

    assert (health.status_code, health.text) == (200, "healthy\n")
    assert 'urzedomat_office_submissions_received_total{kiosk="tor1"} 1.0' in numbers
    assert "urzedomat_office_unregistered 1.0" in numbers
    assert f"urzedomat_office_uploaded_bytes_total {float(len(package.data))}" in numbers
    assert package.id not in numbers
    assert package.submission.number not in numbers


def test_numbers_are_not_for_everybody(tmp_path: Path, nursery: object) -> None:
    from sync.office.confined import Nursery

    assert isinstance(nursery, Nursery)
    office = RunningOffice(
        tmp_path, f"sqlite:///{tmp_path}/o.db", nursery, clock=DrivenClock(), metrics_addresses=["192.0.2.1"]
    ).start()

    assert office.client.get(f"{office.url}/metrics").status_code == 404
    office.stop()


def test_the_manual_says_what_the_code_says() -> None:
    page = Path(__file__).parents[2] / "docs" / "office-guide.md"
    written = page.read_text(encoding="utf-8")

    assert set(WORDS) == set(OfficeFault)
    assert refreshed(written) == written, "run python -m sync.office.manual docs/office-guide.md"
