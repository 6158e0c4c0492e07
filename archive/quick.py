"""The inflater for what is whole: ISA-L's, with zlib's interface at twice its speed.

Whatever it refuses, or does not read to its end, is for zlib to judge: so the
same is read, and the same said of damage, on machines with and without it.
"""

import zlib
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

# zlib where isal has no wheel for this machine.
quick: Any = import_module("isal.isal_zlib") if find_spec("isal") else zlib


def is_known(member: Sequence[int]) -> bool:
    r"""Whether a gzip member has no flag that is not defined (RFC 1952, 2.3.1.2): ISA-L minds none.

    >>> is_known(b"\x1f\x8b\x08\x00"), is_known(b"\x1f\x8b\x08\x20"), is_known(b"\x1f")
    (True, False, False)
    """
    return len(member) > 3 and member[3] < 0x20
