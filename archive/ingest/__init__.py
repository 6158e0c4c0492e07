"""Taking in WARC and WACZ files of any tool."""

from archive.ingest.take import Ingested, Taken, take_in

__all__ = ["Ingested", "Taken", "take_in"]
