"""WARC 1.1 files: written so that nothing is lost, read as far as they are whole.

Specification: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
"""

from archive.warc.reader import Member, captures, read_member, read_members, read_record
from archive.warc.record import Record, digest, format_date, parse_date
from archive.warc.recovery import Recovered, recover
from archive.warc.writer import WarcSeries, Written

__all__ = [
    "Member",
    "Record",
    "Recovered",
    "WarcSeries",
    "Written",
    "captures",
    "digest",
    "format_date",
    "parse_date",
    "read_member",
    "read_members",
    "read_record",
    "recover",
]
