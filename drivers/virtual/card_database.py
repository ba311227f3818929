"""The emulated card needs keys and certificates: made fresh each time, so that no demo key is ever shared.

NSS's certutil writes the database that libcacard reads. Every certificate carries the organisational unit
"URZEDOMAT DEMO", by which anything that isn't a demo refuses it.
"""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

DEMO_UNIT: Final = "URZEDOMAT DEMO"
_CERTUTIL_TIMEOUT_S: Final = 60
_MONTHS_VALID: Final = 24
_USES: Final = {
    "id-cert": "digitalSignature",
    "sign-cert": "nonRepudiation",
    "enc-cert": "keyEncipherment",
}


@dataclass(frozen=True)
class CardDatabase:
    """The folder of a card: `nss` with its keys, `pin`, and `ca.pem`."""

    folder: Path

    @property
    def nss(self) -> Path:
        """Folder of the NSS database."""
        return self.folder / "nss"

    @property
    def pin_file(self) -> Path:
        """File with the card's PIN."""
        return self.folder / "pin"

    @property
    def ca_pem(self) -> bytes:
        """Certificate of the demo authority that issued the card's certificates."""
        return (self.folder / "ca.pem").read_bytes()


def make_card_database(
    folder: Path, *, holder: str = "Stanisława Błaszczyk", pin: str = "1234"
) -> CardDatabase:
    """Make the keys and certificates of a new card in an empty folder."""
    database = CardDatabase(folder)
    database.nss.mkdir(parents=True, mode=0o700)
    database.pin_file.write_text(pin)
    noise = folder / "noise"
    noise.write_bytes(os.urandom(2048))
    _certutil(database, "-N")
    # CMS signatures name their signer by issuer and serial number: unique among all demo cards.
    first = int.from_bytes(os.urandom(3)) * 8
    authority = f"CN=Demonstracyjne centrum certyfikacji,OU={DEMO_UNIT},C=PL"
    _issue(
        database, noise, authority, ["-x", "-t", "CTu,Cu,Cu", "-n", "ca", "-m", str(first), *_authority_use()]
    )
    for number, (nickname, use) in enumerate(_USES.items(), first + 1):
        subject = f"CN={holder},OU={DEMO_UNIT},C=PL"
        options = ["-c", "ca", "-t", "u,u,u", "-n", nickname, "-m", str(number), "--keyUsage", use]
        _issue(database, noise, subject, options)
    (folder / "ca.pem").write_bytes(_certutil(database, "-L", "-n", "ca", "-a"))
    noise.unlink()
    return database


def _authority_use() -> list[str]:
    return ["--keyUsage", "certSigning,crlSigning", "-2"]


def _issue(database: CardDatabase, noise: Path, subject: str, options: list[str]) -> None:
    request = [
        "-S",
        "-s",
        subject,
        "-z",
        str(noise),
        "-k",
        "rsa",
        "-g",
        "2048",
        "-v",
        str(_MONTHS_VALID),
        "-Z",
        "SHA256",
    ]
    # "-2" asks three questions about basic constraints: is a CA, no path length, not critical.
    _certutil(database, *request, *options, answers=b"y\n\nn\n" if "-2" in options else b"")


def _certutil(database: CardDatabase, *arguments: str, answers: bytes = b"") -> bytes:
    command = ["certutil", "-d", f"sql:{database.nss}", "-f", str(database.pin_file), *arguments]
    done = subprocess.run(
        command, input=answers, capture_output=True, timeout=_CERTUTIL_TIMEOUT_S, check=True
    )
    return done.stdout
