"""Storage that speaks S3: what is kept there, and its bytes.

Which bucket stands in ``collection.toml``; who may ask it, and where it is if
not at Amazon, only in the environment (``AWS_ACCESS_KEY_ID``,
``AWS_SECRET_ACCESS_KEY``, ``AWS_ENDPOINT_URL``, …): a collection that is handed
on neither gives away a key nor tells ours to a server of its own choice.
"""

from archive.store.bucket import Bucket, Held, Remote
from archive.store.digests import Digests
from archive.store.ledger import Ledger, Stored, stored

__all__ = ["Bucket", "Digests", "Held", "Ledger", "Remote", "Stored", "stored"]
