"""A secret is read from where it is safe, and from nowhere else; no message repeats one."""

from pathlib import Path

import pytest

from sync.secrets_store import SecretRefused, SecretStore


@pytest.fixture
def store(tmp_path: Path) -> SecretStore:
    (tmp_path / "credentials").mkdir()
    (tmp_path / "credentials" / "ezd-key").write_bytes(b"from systemd\n")
    return SecretStore(tmp_path, {"CREDENTIALS_DIRECTORY": str(tmp_path / "credentials")})


def test_a_credential_of_systemds_is_read(store: SecretStore) -> None:
    assert store.text("credential:ezd-key") == "from systemd"
    assert store.read("credential:ezd-key") == b"from systemd\n"


def test_a_closed_file_is_read_and_an_open_one_is_refused(store: SecretStore, tmp_path: Path) -> None:
    secret = tmp_path / "key"
    secret.write_bytes(b"s3cret")
    secret.chmod(0o600)
    assert store.text("file:key") == "s3cret"

    secret.chmod(0o640)
    with pytest.raises(SecretRefused, match="others may read it"):
        store.text("file:key")


@pytest.mark.parametrize(
    "reference", ["hunter2", "", "credential:", "credential:../key", "credential:.hidden", "credential:a/b"]
)
def test_what_is_no_reference_is_refused_and_not_repeated(store: SecretStore, reference: str) -> None:
    with pytest.raises(SecretRefused) as refused:
        store.read(reference)

    assert str(refused.value) == "a secret must be given as credential:NAME or file:PATH"


def test_a_secret_that_is_missing_or_no_text_is_told_by_its_name(store: SecretStore, tmp_path: Path) -> None:
    (tmp_path / "bytes").write_bytes(b"\xff\xfe")
    (tmp_path / "bytes").chmod(0o600)

    with pytest.raises(SecretRefused, match="credential:other: No such file"):
        store.read("credential:other")
    with pytest.raises(SecretRefused, match="file:bytes: not text"):
        store.text("file:bytes")
    with pytest.raises(SecretRefused, match="systemd gave no credentials"):
        SecretStore(tmp_path, {}).read("credential:ezd-key")
