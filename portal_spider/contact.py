"""Who is asking: the address or page that a webmaster may write to, in every User-Agent."""

import re
from collections.abc import Iterable

from portal_spider.errors import UsageError
from portal_spider.profile import SiteProfile

_MAIL = re.compile(r"(?:mailto:)?[!-~]+@[!-~]+\.[!-~]+", re.ASCII)
_PAGE = re.compile(r"https?://[!-~]+\.[!-~]+", re.ASCII)


def check_contact(contact: str) -> str:
    """Return *contact* if it is a mail address or the URL of a page, else raise UsageError.

    >>> check_contact("mailto:you@example.org")
    'mailto:you@example.org'
    """
    for form in (_MAIL, _PAGE):
        if form.fullmatch(contact) and not set("()<>\"'\\") & set(contact):
            return contact
    raise UsageError(f"contact: neither a mail address nor the URL of a page: {contact!r}")


def user_agent(product: str, contact: str | None) -> str:
    """Return the User-Agent with the contact that a webmaster may write to."""
    return f"{product} (+{contact})" if contact else product


def require_contact(profiles: Iterable[SiteProfile], contact: str | None, remedy: str) -> None:
    """Refuse to ask public hosts anything without a contact.

    *remedy* says how to give one.
    """
    if contact:
        check_contact(contact)
        return
    for profile in profiles:
        if not profile.allow_private:
            host = profile.hosts[0] if profile.hosts else profile.name
            raise UsageError(f"asking {host} needs a contact for the User-Agent: {remedy}")
