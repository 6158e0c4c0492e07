"""A query in tantivy's terms: which of the index's terms stand where, in which part of the corpus."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import tantivy

from archive.listing import Only
from archive.search.fold import phrase
from archive.search.query import And, Near, Node, Not, Or, Word, has_near
from archive.withdrawal import Hidden

Q, Occur = tantivy.Query, tantivy.Occur
_TITLE = 4.0  # what a word in the title counts for, in the text 1
_NAME = re.compile(r"[a-z0-9._-]+\Z")  # what a portal's name may hold
Part = tuple[tantivy.Occur, tantivy.Query]


@dataclass(frozen=True, slots=True)
class Ask:
    """Makes queries of an index of this *schema*; *one*: of simplified and traditional characters alike."""

    schema: tantivy.Schema
    one: bool = False

    def node(self, node: Node | None) -> tantivy.Query:
        """Return the query for *node*; of NEAR it finds more than what fits."""
        match node:
            case None:
                return Q.all_query()
            case Word(folded, fields):
                return _any([self._word(folded, field) for field in fields])
            case And(parts):
                return Q.boolean_query(
                    [
                        (Occur.MustNot, self.node(part.part))
                        if isinstance(part, Not) and not has_near(part)
                        else (Occur.Must, self.node(part))
                        for part in parts
                    ]
                    + [(Occur.Must, _everything())] * all(isinstance(part, Not) for part in parts)
                )
            case Or(parts):
                return _any([self.node(part) for part in parts])
            case Not(part):
                if has_near(part):  # what stands near is a part of what this would leave out
                    return _everything()
                return Q.boolean_query(
                    [(Occur.Must, _everything()), (Occur.MustNot, self.node(part))]
                )
            case Near(first, second):
                found = both(self.node(first), self.node(second))
                if (
                    self.one
                    or len(first.folded) < 2
                    or len(second.folded) < 2
                    or "portal" in first.fields
                ):
                    return found
                return both(found, self._close(node))

    def _close(self, near: Near) -> tantivy.Query:
        """Where the first pairs of both words stand near each other: few articles that do not fit."""
        return _any(
            [
                Q.phrase_query(
                    self.schema, field,
                    [(0, phrase(one.folded)[0][1][0]), (len(one.folded), phrase(other.folded)[0][1][0])],
                    slop=near.distance,
                )
                for field in near.one.fields
                for one, other in ((near.one, near.other), (near.other, near.one))
            ]
        )  # fmt: skip

    def _word(self, folded: str, field: str) -> tantivy.Query:
        """A word in a field; as one: however its simplified characters are written there."""
        if field == "portal":
            if not _NAME.match(folded):
                return Q.empty_query()
            pattern = f".*{re.escape(folded)}.*"
            return Q.const_score_query(Q.regex_query(self.schema, field, pattern), 0.0)
        places = phrase(folded, as_one=self.one)
        if len(folded) == 1:
            query = _any([Q.term_query(self.schema, f"{field}1", t, "basic") for t in places[0][1]])
        elif len(places) == 1:
            query = _any([Q.term_query(self.schema, field, term) for term in places[0][1]])
        elif all(len(terms) == 1 for _, terms in places):
            query = Q.phrase_query(self.schema, field, [(at, term) for at, (term,) in places])
        else:
            choices: list[str | tuple[int, str]] = [(at, _one_of(terms)) for at, terms in places]
            query = Q.regex_phrase_query(self.schema, field, choices)
        return Q.boost_query(query, _TITLE) if field == "title" else query

    def only(self, only: Only, states: Iterable[str] | None, away: Hidden) -> list[Part]:
        """Return what narrows a query to a part of the corpus, less what is withdrawn.

        *states* are the ids of the articles in the states that are asked for.
        """
        parts = [
            (Occur.Must, _unweighed(self.one_of(field, values)))
            for field, values in (
                ("id", only.ids), ("portal", only.portals), ("section_is", only.sections), ("source_is", only.sources),
            )
            if values
        ]  # fmt: skip
        if only.since or only.until:
            days = Q.range_query(
                self.schema, "day", tantivy.FieldType.Integer,
                _number(only.since) if only.since else 1,
                _number(only.until) if only.until else 99_999_999,
            )  # fmt: skip
            parts.append((Occur.Must, _unweighed(days)))
        if states is not None:
            parts.append((Occur.Must, _unweighed(self.one_of("id", states))))
        if away:
            parts += [
                (Occur.MustNot, self.one_of(field, names))
                for field, names in (("id", away.articles), ("url", away.places))
            ]
        return parts

    def one_of(self, field: str, values: Iterable[str]) -> tantivy.Query:
        """Return the query for documents with one of *values* in *field*."""
        return Q.term_set_query(self.schema, field, sorted(values))


def narrowed(asked: tantivy.Query, parts: list[Part]) -> tantivy.Query:
    """Return *asked* within *parts*."""
    return Q.boolean_query([(Occur.Must, asked), *parts]) if parts else asked


def both(one: tantivy.Query, other: tantivy.Query) -> tantivy.Query:
    """Return what fits both; *one* alone weighs."""
    return narrowed(one, [(Occur.Must, _unweighed(other))])


def _unweighed(query: tantivy.Query) -> tantivy.Query:
    return Q.const_score_query(query, 0.0)


def _everything() -> tantivy.Query:
    return _unweighed(Q.all_query())


def _any(queries: list[tantivy.Query]) -> tantivy.Query:
    if len(queries) == 1:
        return queries[0]
    return Q.boolean_query([(Occur.Should, query) for query in queries])


def _one_of(terms: list[str]) -> str:
    """The regular expression of *terms*, every character by its number: none has a meaning."""
    return "|".join("".join(f"\\x{{{ord(char):x}}}" for char in term) for term in terms)


def _number(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day
