"""The web view: search, articles beside their replay, captures, crawls, coverage.

Server-rendered and without a script. It shows what ``data`` gives, which is
served as JSON under ``/api`` too; archived pages are replayed on another origin.
"""

from archive.web.app import app

__all__ = ["app"]
