"""What could not be read and was passed over, so that all the rest could be made."""

from dataclasses import dataclass

from archive.warc import Damage, WarcFile


@dataclass(frozen=True, slots=True)
class Passed:
    """What could not be read and was passed over; *offset* is a line's number where lines are."""

    file: str  # relative to the collection
    offset: int
    why: str

    def __str__(self) -> str:
        counts = "at" if self.file.startswith("archive/") else "line"
        return f"{self.file} {counts} {self.offset}: {self.why}"


class Passing:
    """Notes what is passed over, once however often it is met."""

    def __init__(self) -> None:
        self._met: dict[tuple[str, int], str] = {}

    def __call__(self, path: WarcFile, damage: Damage) -> None:
        """Note what of a WARC cannot be read; as ``OnDamage``."""
        self.note(f"archive/{path.name}", damage.offset, damage.why)

    def note(self, file: str, offset: int, why: str) -> None:
        """Note what of any file cannot be read."""
        self._met.setdefault((file, offset), why)

    def all(self) -> tuple[Passed, ...]:
        """Return what was noted, in the order of files and places."""
        return tuple(Passed(*place, why) for place, why in sorted(self._met.items()))
