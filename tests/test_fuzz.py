"""A few hundred bad inputs for whatever reads bytes from strangers; ``python -m tests.fuzz`` for more."""

from itertools import islice

import pytest

from tests.fuzz import TARGETS, inputs, once


@pytest.mark.parametrize("target", TARGETS)
def test_no_input_breaks_a_promise(target: str) -> None:
    for content in islice(inputs(target, seed=1), 300):
        once(target, content)
