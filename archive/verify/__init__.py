"""Fixity of a whole collection: every file, record, index line, article and pointer.

Damage is a finding, never an exception. What is checked is counted, so that
"nothing found" can be told from "nothing looked at".
"""

from archive.verify.articles import NOT_READ_AGAIN
from archive.verify.check import verify
from archive.verify.finding import Checked, Finding
from archive.verify.repair import repair

__all__ = ["NOT_READ_AGAIN", "Checked", "Finding", "repair", "verify"]
