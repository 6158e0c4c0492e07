"""A bag for deposit (BagIt 1.0, RFC 8493) that holds one package."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from archive import durable, manifest
from archive.errors import CannotKeep


def bag(packaged: Path, out: Path, *, contact: str | None = None) -> None:
    """Move the file *packaged* into a new bag at *out*."""
    building = out.with_name(out.name + ".new")
    try:
        shutil.rmtree(building, ignore_errors=True)  # of a run that was killed
        durable.make_folder(building / "data")
        payload = building / "data" / packaged.name
        size, digest = packaged.stat().st_size, manifest.sha256_of(packaged)
        packaged.rename(payload)
        files = {
            "bagit.txt": "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
            "bag-info.txt": "".join(
                f"{name}: {value}\n" for name, value in {
                    "Bagging-Date": f"{datetime.now(UTC):%Y-%m-%d}",
                    "Bag-Software-Agent": "portal-archive",
                    "Contact-Email": contact and contact.removeprefix("mailto:"),
                    "Payload-Oxum": f"{size}.1",
                }.items() if value
            ),
            "manifest-sha256.txt": f"{digest}  data/{_on_a_line(payload.name)}\n",
        }  # fmt: skip
        for name, text in files.items():
            durable.replace(building / name, [text.encode()])
        tags = "".join(f"{manifest.sha256_of(building / name)}  {name}\n" for name in files)
        durable.replace(building / "tagmanifest-sha256.txt", [tags.encode()])
        building.rename(out)
        durable.sync_directory(out.parent)
    except OSError as error:
        raise CannotKeep(out, error.strerror or str(error)) from error


def _on_a_line(name: str) -> str:
    r"""Return a file's name as a manifest has it (RFC 8493, 2.1.3).

    >>> _on_a_line("50%\n")
    '50%25%0A'
    """
    return name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")
