"""What recurs on pages: the counts are exact, whatever the blocks and the order."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

import portal_spider.recurring as module
from portal_spider.recurring import recurring

PAGES = st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=6), max_size=40)


@given(PAGES, st.integers(1, 9), st.sampled_from([0.1, 0.3, 0.5, 1.0]))
def test_blocks_find_all_that_a_whole_count_finds(pages, block: int, share: float) -> None:
    kept, module.BLOCK = module.BLOCK, block
    try:
        found = recurring(pages, share)
    finally:
        module.BLOCK = kept
    whole = Counter(text for page in pages for text in set(page))
    assert found == {t: n for t, n in sorted(whole.items()) if n >= share * len(pages)}
