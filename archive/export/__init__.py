"""Export: articles as other tools read them, with a sheet that says what they are."""

from archive.export.write import FORMATS, Exported, export

__all__ = ["FORMATS", "Exported", "export"]
