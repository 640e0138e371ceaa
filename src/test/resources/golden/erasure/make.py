"""Makes receipt.json and keys.json with nothing of ours: a new key, its signature by OpenSSL 3."""

import base64
import hashlib
import json
import pathlib
import subprocess
import tempfile

here = pathlib.Path(__file__).parent
nonce = "0123456789abcdef0123456789abcdef"
claims = {
    "version": 1,
    "issuer": "meander",
    "tenant": "default",
    "erasure": "00000000-0000-0001-0000-000000000002",
    "person": hashlib.sha256((nonce + "\0ada").encode()).hexdigest(),
    "requestedAt": "2025-03-01T10:00:00.123Z",
    "completedAt": "2025-03-01T10:00:14Z",
    "destroyedKey": "00000000-0000-0003-0000-000000000004",
    "marker": "2.10.47.-1",
    "entriesMadeUnreadable": 5,
    "entriesLeftReadable": 0,
    "rowsDeleted": 2,
    "parkedEventsDeleted": 0,
}
compact = {"separators": (",", ":"), "ensure_ascii": False}


def openssl(*arguments):
    subprocess.run(["openssl", *arguments], check=True)


with tempfile.TemporaryDirectory() as work:
    openssl("genpkey", "-algorithm", "ed25519", "-out", f"{work}/key")
    openssl("pkey", "-in", f"{work}/key", "-pubout", "-outform", "DER", "-out", f"{work}/public")
    pathlib.Path(work, "signed").write_bytes(json.dumps(claims, sort_keys=True, **compact).encode())
    openssl("pkeyutl", "-sign", "-rawin", "-inkey", f"{work}/key", "-in", f"{work}/signed", "-out", f"{work}/signature")
    public = pathlib.Path(work, "public").read_bytes()
    signature = pathlib.Path(work, "signature").read_bytes()

key_id = hashlib.sha256(public).hexdigest()[:16]
signed = {"algorithm": "Ed25519", "keyId": key_id, "value": base64.b64encode(signature).decode()}
state = {
    "erasureId": claims["erasure"],
    "state": "completed",
    "requestedAt": claims["requestedAt"],
    "receipt": claims,
    "signature": signed,
}
key = {"kty": "OKP", "crv": "Ed25519", "use": "sig", "kid": key_id}
key["x"] = base64.urlsafe_b64encode(public[-32:]).rstrip(b"=").decode()
(here / "receipt.json").write_text(json.dumps(state, **compact))
(here / "keys.json").write_text(json.dumps({"keys": [key]}, **compact))
