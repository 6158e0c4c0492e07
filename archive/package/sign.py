"""Signatures of packages, the anonymous form of WACZ-Auth 0.1.0: ECDSA on P-384, the key beside it.

The key stands in the user's configuration, never in a collection: a collection
is handed on, a key is not.
"""

import base64
import os
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

from archive import durable
from archive.errors import BadInput, CannotKeep

_HALF = 48  # bytes of each number of a P-384 signature, as WebCrypto writes them


def key_path() -> Path:
    """Return where the user's signing key is kept."""
    base = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(base) / "portal-archive" / "signing-key.pem"


def own_key() -> ec.EllipticCurvePrivateKey:
    """Return the user's signing key, made at the first call, readable by its owner only."""
    path = key_path()
    if not path.exists():
        key = ec.generate_private_key(ec.SECP384R1())
        pem = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        try:
            durable.make_folder(path.parent)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                durable.write_all(handle, pem)
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as error:
            raise CannotKeep(path, error.strerror or str(error)) from error
        return key
    try:
        found = serialization.load_pem_private_key(path.read_bytes(), None)
    except (ValueError, TypeError, OSError) as error:
        raise BadInput(path, f"no signing key: {error}") from error
    if not isinstance(found, ec.EllipticCurvePrivateKey) or found.curve.name != "secp384r1":
        raise BadInput(path, "the signing key is not on P-384")
    return found


def signed(label: str, created: str, software: str) -> dict[str, str]:
    """Return the ``signedData`` of *label*, the hash of a package's description."""
    key = own_key()
    r, s = decode_dss_signature(key.sign(label.encode(), ec.ECDSA(hashes.SHA256())))
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return {
        "hash": label,
        "created": created,
        "software": software,
        "signature": base64.b64encode(r.to_bytes(_HALF) + s.to_bytes(_HALF)).decode(),
        "publicKey": base64.b64encode(public).decode(),
    }


def complaint(data: dict[str, Any], label: object) -> str | None:
    """Return what is wrong with ``signedData``; None also where it is not of the anonymous form."""
    if "publicKey" not in data:
        return None
    if data.get("hash") != label:
        return "the signature is of another package"
    try:
        raw = base64.b64decode(data["signature"], validate=True)
        key = serialization.load_der_public_key(base64.b64decode(data["publicKey"], validate=True))
        if not isinstance(key, ec.EllipticCurvePublicKey) or len(raw) != 2 * _HALF:
            return "the signature is of no known kind"
        encoded = encode_dss_signature(int.from_bytes(raw[:_HALF]), int.from_bytes(raw[_HALF:]))
        key.verify(encoded, str(data["hash"]).encode(), ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return "the signature does not fit"
    except (ValueError, TypeError, KeyError) as error:
        return f"the signature cannot be read: {error}"
    return None
