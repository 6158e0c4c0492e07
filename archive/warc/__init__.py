"""WARC 1.1 files: written so that nothing is lost, read as far as they are whole.

Specification: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
"""

from archive.digest import digest
from archive.warc.capture import Capture, captures, message_in, open_capture, pointer
from archive.warc.exchange import Original, describe
from archive.warc.file import WarcFile, pieces, size_of
from archive.warc.reader import Member, block_pieces, read_member, read_members, read_record
from archive.warc.record import Record, Reference, format_date, parse_date, payload_digest_of
from archive.warc.recovery import Recovered, reblock, recover, recover_all
from archive.warc.scan import (
    Damage,
    OnDamage,
    computed_as,
    digest_mismatches,
    methods_of,
    next_record,
    scan,
    whole_members,
)
from archive.warc.writer import WarcSeries, Written

__all__ = [
    "Capture",
    "Damage",
    "Member",
    "OnDamage",
    "Original",
    "Record",
    "Recovered",
    "Reference",
    "WarcFile",
    "WarcSeries",
    "Written",
    "block_pieces",
    "captures",
    "computed_as",
    "describe",
    "digest",
    "digest_mismatches",
    "format_date",
    "message_in",
    "methods_of",
    "next_record",
    "open_capture",
    "parse_date",
    "payload_digest_of",
    "pieces",
    "pointer",
    "read_member",
    "read_members",
    "read_record",
    "reblock",
    "recover",
    "recover_all",
    "scan",
    "size_of",
    "whole_members",
]
