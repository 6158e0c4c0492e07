"""Values of JSON as dataclasses: what is of another type than its field is told by its name.

The published schema is looked at where lines are written and verified; it takes as long
as all else that is done to read a line. This is for whoever reads lines, and needs no more
than that no later step meets a number where a text stands.
"""

import re
from operator import attrgetter
from types import NoneType
from typing import Any, Generic, Literal, TypeVar, get_args, get_origin

T = TypeVar("T")

_NAMED: dict[type, str] = {str: "a text", int: "a number", NoneType: "null", dict: "an object"}
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?")


def shaped(cls: type[T], row: Any) -> T:
    """Return the object *row* as *cls*; ValueError if a field is missing, unknown or of another type.

    >>> from archive.article import Image
    >>> shaped(Image, {"url": 3})
    Traceback (most recent call last):
    ValueError: url: 3 is not a text
    """
    return _shape(cls)(row)


def each(cls: type[T], row: dict[str, Any], name: str) -> tuple[T, ...]:
    """Return what the list *name* of *row* holds, each as *cls*."""
    return tuple(map(_shape(cls), _list(row, name)))


def texts(row: dict[str, Any], name: str) -> tuple[str, ...]:
    """Return the texts that the list *name* of *row* holds."""
    found = _list(row, name)
    if not all(type(one) is str for one in found):
        raise ValueError(f"{name}: {found!r:.80} holds what is not a text")
    return tuple(found)


def day(name: str, text: str | None) -> str | None:
    """Return *text*, a day (or its month or year) or a time with its offset; ValueError if it is none."""
    if text is not None and not (type(text) is str and _DAY.fullmatch(text)):
        raise ValueError(f"{name}: {text!r:.80} is not a day or a time")
    return text


def _list(row: dict[str, Any], name: str) -> list[Any]:
    if type(found := row[name]) is not list:
        raise ValueError(f"{name}: {found!r:.80} is not a list")
    return found


class _Shape(Generic[T]):
    """Makes a dataclass of a row; knows which of its fields JSON has as they are, and their types."""

    def __init__(self, cls: type[T]) -> None:
        of = {name: _types(field.type) for name, field in cls.__dataclass_fields__.items()}  # type: ignore[attr-defined]
        self._cls = cls
        self._types = {name: types for name, types in of.items() if set(types) <= set(_NAMED)}
        self._values = attrgetter(*self._types)
        self._fit: set[tuple[type, ...]] = set()  # types that were met together, and are right

    def __call__(self, row: Any) -> T:
        try:
            made = self._cls(**row)
        except TypeError as error:
            raise ValueError(self._complaint(row, error)) from error
        met = tuple(map(type, self._values(made)))
        if met not in self._fit:
            self._check(made)
            self._fit.add(met)
        return made

    def _check(self, made: T) -> None:
        for name, types in self._types.items():
            if type(value := getattr(made, name)) not in types:
                wanted = " or ".join(_NAMED[kind] for kind in types)
                raise ValueError(f"{name}: {value!r:.80} is not {wanted}")

    def _complaint(self, row: Any, error: TypeError) -> str:
        what = self._cls.__name__.lower()
        why = str(error).partition("__init__() ")[2] if isinstance(row, dict) else None
        return f"{what}: {why or f'{row!r:.80} is not an object'}"


_SHAPES: dict[type, _Shape[Any]] = {}


def _shape(cls: type[T]) -> _Shape[T]:
    if cls not in _SHAPES:
        _SHAPES[cls] = _Shape(cls)
    return _SHAPES[cls]


def _types(annotation: Any) -> tuple[type, ...]:
    if get_origin(annotation) is Literal:
        return (str,)
    if get_origin(annotation) is dict:
        return (dict,)
    return get_args(annotation) or (annotation,)
