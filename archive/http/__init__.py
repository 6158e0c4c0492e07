"""HTTP/1.1 messages as bytes: one reading for the wire, the WARC and the crawl.

The client that visits, the WARC reader and the spider all ask the same
functions, so a page reads the same on the day it is captured and years later.
Everything here is lenient: a message that breaks the rules is read as far as
it goes, and a complaint says what was wrong.
"""

from archive.http.content import CONTENT_LIMIT, decode_content
from archive.http.framing import HEAD_LIMIT, MessageFramer
from archive.http.head import HttpHead, last_type, parse_head
from archive.http.message import HttpMessage, entity, open_message

__all__ = [
    "CONTENT_LIMIT",
    "HEAD_LIMIT",
    "HttpHead",
    "HttpMessage",
    "MessageFramer",
    "decode_content",
    "entity",
    "last_type",
    "open_message",
    "parse_head",
]
