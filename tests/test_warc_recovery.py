"""What a killed run left: nothing lost, nothing twice, and the names in order."""

import gzip
from pathlib import Path

import pytest
from test_warc_writer import exchange, series, warcs

from archive import manifest
from archive.warc import read_members, recover_all
from archive.warc.record import Record
from archive.warc.writer import member


def recover(folder: Path):
    return recover_all(folder / "archive", folder / "recovered", folder / "manifest-sha256.jsonl")


def written(folder: Path, count: int = 2) -> Path:
    writing = series(folder)
    for _ in range(count):
        writing.write(exchange())
    writing.abandon()
    (path,) = warcs(folder)
    return path


def manifest_of(folder: Path) -> list[manifest.Entry]:
    return [entry for _, entry in manifest.read(folder / "manifest-sha256.jsonl")]


def test_an_open_file_is_closed(tmp_path: Path) -> None:
    whole = written(tmp_path).read_bytes()
    (found,) = recover(tmp_path)
    (path,) = warcs(tmp_path)
    assert (found.records, found.tail, path.read_bytes()) == (5, None, whole)
    assert [e.file for e in manifest_of(tmp_path)] == [path.name]
    assert recover(tmp_path) == []


def test_an_empty_open_file_goes(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "p-20260923010203-00000.warc.gz.open").write_bytes(b"")
    (found,) = recover(tmp_path)
    assert found.removed
    assert warcs(tmp_path) == []


def test_a_kept_tail_is_never_overwritten_and_not_kept_twice(tmp_path: Path) -> None:
    path = written(tmp_path)
    whole = path.read_bytes()
    end = [m.offset for m in read_members(path)][-1]
    tails = tmp_path / "recovered"
    tails.mkdir()
    tail = tails / f"{path.name.removesuffix('.open')}.{end}.tail"
    tail.write_bytes(whole[end:-3])  # killed between the tail and the cut
    path.write_bytes(whole[:-3])
    (found,) = recover(tmp_path)
    assert [p.name for p in tails.iterdir()] == [tail.name] == [found.tail]
    warcs(tmp_path)[0].unlink()
    (tmp_path / "manifest-sha256.jsonl").unlink()
    path.write_bytes(whole[:-4])
    (found,) = recover(tmp_path)
    assert sorted(p.name for p in tails.iterdir()) == [tail.name, f"{tail.name}-2"]
    assert found.why


def test_a_file_killed_before_its_manifest_line_is_entered(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.rename(path.with_suffix(""))
    (found,) = recover(tmp_path)
    assert found.records == 5
    assert [e.records for e in manifest_of(tmp_path)] == [5]


def test_a_broken_closed_file_is_left_to_verify(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.with_suffix("").write_bytes(path.read_bytes()[:-1])
    path.unlink()
    assert recover(tmp_path) == []
    assert manifest_of(tmp_path) == []


@pytest.mark.parametrize("what", ["digest", "end"])
def test_a_member_that_is_whole_but_wrong_is_cut_off(tmp_path: Path, what: str) -> None:
    path = written(tmp_path)
    good = path.read_bytes()
    last = list(read_members(path))[-1].record
    if what == "digest":
        bad = member(Record(last.headers, last.block[:-1] + b"!"))
    else:
        bad = gzip.compress(last.to_bytes()[:-2])
    path.write_bytes(good + bad)
    (found,) = recover(tmp_path)
    assert found.size == len(good)
    assert (tmp_path / "recovered" / (found.tail or "")).read_bytes() == bad


def test_a_hole_left_by_a_power_cut_is_cut_off_with_all_behind_it(tmp_path: Path) -> None:
    path = written(tmp_path, 4)
    whole = path.read_bytes()
    hole = [m.offset for m in read_members(path)][4]
    torn = whole[:hole] + bytes(20) + whole[hole + 20 :]
    path.write_bytes(torn)
    (found,) = recover(tmp_path)
    assert found.size == hole
    assert (
        warcs(tmp_path)[0].read_bytes() + (tmp_path / "recovered" / (found.tail or "")).read_bytes()
        == torn
    )


def test_a_torn_manifest_is_mended_and_its_file_entered_again(tmp_path: Path) -> None:
    writing = series(tmp_path, size_limit=1)
    for _ in range(3):
        writing.write(exchange())
    writing.close()
    path = tmp_path / "manifest-sha256.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole[:-9])
    (found,) = recover(tmp_path)
    assert path.read_bytes() == whole
    assert found.file == warcs(tmp_path)[-1].name
