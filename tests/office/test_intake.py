"""From the last byte to the proof of receipt."""

from sync.office.verdict import SIGNATURES
from sync.proof import Proof, verify_proof
from tests.office.kit import Kiosk, RunningOffice, sealed


def test_a_letter_becomes_a_submission_with_a_proof(on_both: RunningOffice, kiosk: Kiosk) -> None:
    on_both.add_kiosk(kiosk)
    package = sealed(kiosk)

    said = on_both.deliver(kiosk, package)

    assert said == {"state": "received", "sha256": package.sha256, "reason": None, "detail": None}
    xml = on_both.get(kiosk, f"/api/v1/submissions/{package.id}/proof")
    proof = verify_proof(xml.content, [on_both.seal.der])
    assert isinstance(proof, Proof)
    assert (proof.submission_id, proof.number) == (package.id, package.submission.number)
    assert (proof.sha256, proof.size_bytes) == (package.sha256, len(package.data))
    assert (proof.sheets, proof.pages, proof.kiosk_id) == (2, 3, "tor1")
    assert proof.received_at == on_both.clock()
    letter = on_both.office.letters.get(package.id)
    assert letter is not None
    assert letter.row.pdf_pages == 3
    assert [page.note for page in letter.texts] == ["read", "read", "image_only"]
    assert SIGNATURES.validate_json(letter.row.signatures_json) == ()
