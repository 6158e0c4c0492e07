"""The inflater for what is whole: ISA-L's, with zlib's interface at twice its speed.

Whatever it refuses, or does not read to its end, is for zlib to judge: so the
same is read, and the same said of damage, on machines with and without it.
"""

import zlib
from importlib import import_module
from importlib.util import find_spec
from typing import Any

# zlib where isal has no wheel for this machine.
quick: Any = import_module("isal.isal_zlib") if find_spec("isal") else zlib
