"""What ``/api`` answers, as OpenAPI 3.1."""

from typing import Any

from archive import __version__
from archive.article import schema
from archive.history import STATES

_TEXT = {"type": "string"}
_MANY = {"type": "array", "items": _TEXT}


def _query(name: str, says: str, kind: dict[str, Any] = _TEXT, required: bool = False) -> Any:
    return {"name": name, "in": "query", "description": says, "schema": kind, "required": required}


_ID = {
    "name": "id", "in": "path", "required": True, "description": "An article's id.", "schema": _TEXT,
}  # fmt: skip
_CRAWL = {
    "name": "crawl", "in": "path", "required": True, "description": "A crawl's id.", "schema": _TEXT,
}  # fmt: skip
_SEARCH = [
    _query("q", "The query; without one every article is found."),
    _query("from", "Published on or after this day.", {"type": "string", "format": "date"}),
    _query("to", "Published on or before this day.", {"type": "string", "format": "date"}),
    *(_query(name, f"Of these {name}s only.", _MANY) for name in ("portal", "section", "source")),
    _query("state", "What became of them.", {"type": "array", "items": {"enum": list(STATES)}}),
    _query("order", "", {"enum": ["relevance", "newest", "oldest"]}),
    _query(
        "as_one",
        "1: simplified and traditional characters are the same, and the dots in names.",
        {"enum": ["1"]},
    ),
    _query("group", "1: reprints of one text under the best of the whole result.", {"enum": ["1"]}),
    _query("limit", "Hits on a page.", {"type": "integer", "minimum": 1, "maximum": 100}),
    _query("cursor", "`next` of the page before."),
]
_MARKS = {
    "type": "array",
    "description": "Places [start, end) in code points: in JavaScript of Array.from(text).",
    "items": {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2},
}
_COUNTS = {"type": "object", "additionalProperties": {"type": "integer"}}
_PERHAPS = {"type": ["string", "null"]}
_SCHEMAS: dict[str, Any] = {
    "Found": {
        "type": "object",
        "required": ["query", "total", "hits", "next", "missing", "facets", "months", "undated"],
        "properties": {
            "query": _TEXT, "total": {"type": "integer"}, "next": _PERHAPS,
            "missing": {"type": "integer", "description": "Lines that the index lacks."},
            "hits": {"type": "array", "items": {"$ref": "#/components/schemas/Hit"}},
            "facets": {"type": "object", "additionalProperties": _COUNTS},
            "months": _COUNTS, "undated": {"type": "integer"},
        },
    },
    "Hit": {
        "type": "object",
        "required": ["id", "url", "title", "published", "portal", "score", "snippet"],
        "properties": {
            "id": _TEXT, "url": _TEXT, "title": _PERHAPS, "published": _PERHAPS, "portal": _TEXT,
            "source": _PERHAPS, "score": {"type": "number"}, "snippet": _TEXT, "marks": _MARKS,
            "title_marks": _MARKS,
            "same": {"type": "array", "items": {"$ref": "#/components/schemas/Hit"}},
        },
    },
    "Capture": {
        "type": "object",
        "required": ["url", "at", "warc_filename", "warc_record_offset", "warc_record_length"],
        "properties": {
            "url": _TEXT, "at": {"type": "string", "format": "date-time"}, "status": _PERHAPS,
            "mime": _PERHAPS, "digest": _PERHAPS, "warc_filename": _TEXT,
            "warc_record_offset": {"type": "integer"}, "warc_record_length": {"type": "integer"},
        },
    },
    "Crawl": {
        "type": "object",
        "required": ["crawl", "portals", "started", "ended", "outcome", "running", "report"],
        "properties": {
            "crawl": _TEXT, "portals": _MANY, "started": _TEXT, "ended": _PERHAPS,
            "outcome": _PERHAPS, "running": {"type": "boolean"}, "report": {"type": ["object", "null"]},
        },
    },
    "Coverage": {
        "type": "object",
        "required": ["portals"],
        "properties": {"portals": {"type": "array", "items": {"type": "object"}}},
    },
    "Schedule": {
        "type": "object",
        "required": ["schedule", "portals", "when", "timezone", "paused", "running", "next", "runs"],
        "properties": {
            "schedule": _TEXT, "portals": _MANY, "when": _TEXT, "timezone": _TEXT,
            "paused": {"type": "boolean"}, "running": {"type": "boolean"}, "due": _PERHAPS,
            "why": _PERHAPS, "next": _MANY, "runs": {"type": "array", "items": {"type": "object"}},
        },
    },
    "Error": {"type": "object", "required": ["error"], "properties": {"error": _TEXT}},
}  # fmt: skip


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _get(says: str, gives: dict[str, Any], parameters: list[Any]) -> dict[str, Any]:
    refusal = {
        "description": "One sentence.",
        "content": {"application/json": {"schema": _ref("Error")}},
    }
    return {
        "get": {
            "summary": says, "parameters": parameters,
            "responses": {
                "200": {"description": says, "content": {"application/json": {"schema": gives}}},
                "400": refusal, "404": refusal, "451": refusal,
            },
        }
    }  # fmt: skip


def description(name: str) -> dict[str, Any]:
    """Return the description of what is served of the collection *name*."""
    article, crawls = _ref("Article"), {"type": "array", "items": _ref("Crawl")}
    url = _query("url", "The address that was captured.", required=True)
    return {
        "openapi": "3.1.0",
        "info": {"title": name, "version": __version__},
        "paths": {
            "/api/search": _get("Articles that contain the query.", _ref("Found"), _SEARCH),
            "/api/articles/{id}": _get("The current version of an article.", article, [_ID]),
            "/api/articles/{id}/versions": _get(
                "Every version, the oldest first.", {"type": "array", "items": article}, [_ID]
            ),
            "/api/captures": _get(
                "The captures of an address.", {"type": "array", "items": _ref("Capture")}, [url]
            ),
            "/api/crawls": _get("Every crawl, the newest first.", crawls, []),
            "/api/crawls/{crawl}": _get("One crawl.", _ref("Crawl"), [_CRAWL]),
            "/api/coverage": _get("What is held, and what lacks.", _ref("Coverage"), []),
            "/api/schedules": _get(
                "Every schedule, when it runs next, how it went.",
                {"type": "array", "items": _ref("Schedule")},
                [],
            ),
        },
        "components": {"schemas": _SCHEMAS | {"Article": schema()}},
    }
