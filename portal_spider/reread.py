"""Reading an article again from its records, to see whether its line still says the same."""

from dataclasses import fields, replace

from archive.article import Article, Content, PageCapture
from archive.collection import Collection
from portal_spider.derive import read_model
from portal_spider.errors import BadUrl
from portal_spider.extract import join_pages, open_page, read_page
from portal_spider.identity import EVIDENCE
from portal_spider.page import EXTRACTOR
from portal_spider.portals import held_profile, known
from portal_spider.profile import SiteProfile
from portal_spider.sitemodel import SiteModel, model_version
from portal_spider.visit import held_page


class Rereader:
    """Says how an article differs from what its records say now; may be sent to other processes."""

    extractor = EXTRACTOR

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._profiles = known(collection.portals)
        self._models: dict[str, tuple[SiteProfile, SiteModel | None]] = {}

    def __call__(self, article: Article) -> str | None:
        """Return what differs, in one sentence; None where nothing does. It was read by ``EXTRACTOR``."""
        try:
            profile, model = self._model(article.portal)
        except BadUrl:
            return f"no portal can have the name {article.portal!r}"
        version = model.version if model else model_version(0, profile)
        if version != article.provenance.boilerplate_version:
            return f"it was read with the site model {article.provenance.boilerplate_version}"
        parts = [_read(self._collection, page, profile, model) for page in article.pages]
        if any(part is None for part in parts):
            return "its record holds no article"
        whole = join_pages([part for part in parts if part]) if len(parts) > 1 else parts[0]
        return _difference(article.content, whole) if whole else "its record holds no article"

    def _model(self, portal: str) -> tuple[SiteProfile, SiteModel | None]:
        if portal not in self._models:
            profile = self._profiles.get(portal) or held_profile(portal)
            self._models[portal] = (profile, read_model(self._collection, profile))
        return self._models[portal]


def _read(
    collection: Collection, page: PageCapture, profile: SiteProfile, model: SiteModel | None
) -> Content | None:
    opened = open_page(held_page(collection, page))
    # Whether the URL was known to be an article's changes how sure we are, not what is read.
    return read_page(opened, profile, model, article_url=True).content


def _difference(kept: Content, read: Content) -> str | None:
    evidence = dict(kept.evidence)
    if (
        evidence.pop("canonical_url", None) not in EVIDENCE
    ):  # which of them: the captures before tell
        return "its evidence differs"
    kept = replace(kept, evidence=evidence)
    for field in fields(Content):
        if getattr(kept, field.name) != getattr(read, field.name):
            return f"its {field.name} differs"
    return None
