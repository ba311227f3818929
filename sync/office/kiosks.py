"""The office knows each kiosk by its keys: one opens the door to the API, the other seals the letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_public_key
from sqlalchemy import Row, insert, select, update

from sync.office.database import Database
from sync.office.history import EventKind, record
from sync.office.schema import kiosks
from sync.seal import is_demo_certificate


@dataclass(frozen=True)
class Kiosk:
    """A registered machine."""

    id: str
    name: str
    seal_certificates_pem: str
    transport_key_pem: str
    added_at: datetime
    revoked_at: datetime | None

    @property
    def is_revoked(self) -> bool:
        """A revoked kiosk stays in the list, because its letters do."""
        return self.revoked_at is not None

    @property
    def seal_certificates(self) -> tuple[x509.Certificate, ...]:
        """Every certificate it may seal with: a renewed one and the one before, for letters still on their way."""
        return tuple(x509.load_pem_x509_certificates(self.seal_certificates_pem.encode()))


class KioskRefusedError(ValueError):
    """The keys handed in can't be a kiosk's; the text says why."""


class KioskRegister:
    """The list of kiosks, in the database so that every instance sees the same."""

    def __init__(self, database: Database, *, is_demo: bool) -> None:
        self._database = database
        self._is_demo = is_demo

    def find(self, kiosk_id: str) -> Kiosk | None:
        """Look one up by its id."""
        with self._database.read() as connection:
            row = connection.execute(select(kiosks).where(kiosks.c.id == kiosk_id)).one_or_none()
        return None if row is None else _kiosk(row)

    def all(self) -> Sequence[Kiosk]:
        """List them by id."""
        with self._database.read() as connection:
            return [_kiosk(row) for row in connection.execute(select(kiosks).order_by(kiosks.c.id))]

    def add(self, kiosk_id: str, name: str, *, seal_pem: str, transport_pem: str, now: datetime) -> None:
        """Register a new kiosk."""
        self._check(seal_pem, transport_pem)
        if self.find(kiosk_id) is not None:
            raise KioskRefusedError(f"kiosk {kiosk_id} is already registered: renew its keys instead")
        values = {"id": kiosk_id, "name": name, "added_at": now}
        keys = {"seal_certificates_pem": seal_pem, "transport_key_pem": transport_pem}
        with self._database.write() as connection:
            connection.execute(insert(kiosks).values(**values, **keys))
            record(connection, EventKind.KIOSK_ADDED, at=now, kiosk_id=kiosk_id)

    def renew(self, kiosk_id: str, *, seal_pem: str, transport_pem: str, now: datetime) -> None:
        """Give a kiosk new keys; letters sealed with the certificate before are still accepted."""
        self._check(seal_pem, transport_pem)
        known = self.find(kiosk_id)
        if known is None:
            raise KioskRefusedError(f"no kiosk {kiosk_id} is registered")
        bundle = seal_pem.strip() + "\n" + known.seal_certificates_pem
        keys = {"seal_certificates_pem": bundle, "transport_key_pem": transport_pem}
        with self._database.write() as connection:
            connection.execute(update(kiosks).where(kiosks.c.id == kiosk_id).values(**keys))
            record(connection, EventKind.KIOSK_RENEWED, at=now, kiosk_id=kiosk_id)

    def revoke(self, kiosk_id: str, *, now: datetime) -> None:
        """Shut a kiosk out; what it handed in before stays."""
        if self.find(kiosk_id) is None:
            raise KioskRefusedError(f"no kiosk {kiosk_id} is registered")
        with self._database.write() as connection:
            connection.execute(update(kiosks).where(kiosks.c.id == kiosk_id).values(revoked_at=now))
            record(connection, EventKind.KIOSK_REVOKED, at=now, kiosk_id=kiosk_id)

    def _check(self, seal_pem: str, transport_pem: str) -> None:
        certificates = x509.load_pem_x509_certificates(seal_pem.encode())
        keys = [load_pem_public_key(transport_pem.encode()), *(item.public_key() for item in certificates)]
        for key in keys:
            if not isinstance(key, EllipticCurvePublicKey) or not isinstance(key.curve, SECP256R1):
                raise KioskRefusedError("both keys must be on the curve P-256")
        if not self._is_demo and any(is_demo_certificate(der(item)) for item in certificates):
            raise KioskRefusedError("the seal certificate is a demonstration's and this office is not")


def der(certificate: x509.Certificate) -> bytes:
    """The certificate as the seal's list of pinned ones wants it."""
    return certificate.public_bytes(Encoding.DER)


def _kiosk(row: Row[tuple[object, ...]]) -> Kiosk:
    return Kiosk(**row._mapping)
