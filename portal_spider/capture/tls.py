"""TLS: contexts, and what is recorded of a handshake."""

import re
import ssl


def verifying_context(ca_file: str | None = None) -> ssl.SSLContext:
    """Verify certificates against the system's authorities, or those in *ca_file*."""
    context = ssl.create_default_context(cafile=ca_file)
    context.set_alpn_protocols(["http/1.1"])
    return context


def trusting_context() -> ssl.SSLContext:
    """Verify nothing, and speak with servers whose TLS is old."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.options |= getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)
    context.set_alpn_protocols(["http/1.1"])
    return context


def version_name(version: str | None) -> str | None:
    """Write a protocol version as WARCs do.

    >>> version_name("TLSv1.3")
    'tls/1.3'
    """
    return version.lower().replace("v", "/") if version else None


def suite_name(cipher: str | None) -> str | None:
    """Return the IANA name of a cipher suite that OpenSSL names its own way.

    >>> suite_name("ECDHE-RSA-AES128-GCM-SHA256"), suite_name("AES256-SHA")
    ('TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', 'TLS_RSA_WITH_AES_256_CBC_SHA')
    >>> suite_name("ECDHE-ECDSA-CHACHA20-POLY1305")
    'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256'
    """
    if cipher is None or cipher.startswith("TLS_"):
        return cipher
    exchange, found, bulk = re.split(r"-?\b(?=AES|CHACHA|CAMELLIA|ARIA|DES)()", cipher, maxsplit=1)
    bulk = found + bulk
    bulk = re.sub(r"^(AES|CAMELLIA|ARIA)(\d+)", r"\1-\2", bulk)
    if re.match(r"(AES|CAMELLIA)-\d+-SHA\d*$", bulk):
        bulk = re.sub(r"-(SHA\d*)$", r"-CBC-\1", bulk)
    if bulk.endswith("POLY1305"):
        bulk += "-SHA256"
    name = f"TLS_{exchange or 'RSA'}_WITH_{bulk}"
    return name.replace("-", "_").replace("CCM8", "CCM_8")
