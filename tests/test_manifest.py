"""The manifest: a chain whose every change shows, and a torn end that is mended."""

from pathlib import Path

import pytest

from archive import chain, manifest
from archive.errors import CorpusError


def filled(folder: Path) -> Path:
    path = folder / "manifest-sha256.jsonl"
    for number in range(3):
        warc = folder / f"p-{number}.warc.gz"
        warc.write_bytes(b"x" * number)
        manifest.add(path, warc, sha256=manifest.sha256_of(warc), records=number)
    return path


def test_the_first_line_has_no_line_before(tmp_path: Path) -> None:
    entries = [entry for _, entry in manifest.read(filled(tmp_path))]
    assert entries[0].previous is None
    assert [entry.bytes for entry in entries] == [0, 1, 2]
    assert not list(chain.breaks(tmp_path / "manifest-sha256.jsonl"))


def test_any_changed_byte_before_the_last_line_shows(tmp_path: Path) -> None:
    path = filled(tmp_path)
    whole = path.read_bytes()
    last = whole.rindex(b"\n", 0, -1)
    for place in range(last):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        try:
            assert list(chain.breaks(path)), place
        except CorpusError:
            continue


@pytest.mark.parametrize("cut", [1, 2, 40])
def test_a_torn_last_line_is_cut_off_and_kept(tmp_path: Path, cut: int) -> None:
    path = filled(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[:-cut])
    with pytest.raises(CorpusError, match="cut short"):
        list(manifest.read(path))
    tail = chain.mend(path, tmp_path / "recovered")
    assert tail
    assert path.read_bytes() + tail.read_bytes() == whole[:-cut]
    assert len(list(manifest.read(path))) == 2
    assert chain.mend(path, tmp_path / "recovered") is None
