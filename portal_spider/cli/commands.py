"""Which commands there are, where each is found, and what it does in a few words."""

#: Heading -> name -> where its function is, and a line for ``portal --help``.
GROUPS: dict[str, dict[str, tuple[str, str]]] = {
    "Begin": {
        "demo": ("demo:demo", "crawl two small portals that ship with the package"),
        "init": ("collections:init", "make a collection"),
        "add": ("collections:add", "probe a portal and write its profile"),
        "list": ("collections:list_portals", "portals that can be crawled or are held"),
    },
    "Crawl and keep": {
        "crawl": ("crawling:crawl", "crawl portals or URLs, or go on with it"),
        "schedule": ("scheduling:schedule", "run crawls whenever they are due"),
        "import": ("keeping:import_files", "take in WARC or WACZ files of any tool"),
        "status": ("collections:status", "what is held, what waits, what is missing"),
        "verify": ("keeping:verify", "check every file, record, line and pointer"),
        "merge": ("merging:merge", "make one collection of several workers'"),
        "rebuild": ("keeping:rebuild", "make all that is derived again from the WARCs"),
        "store": ("storing:store", "keep a copy in a bucket that speaks S3"),
    },
    "Search and read": {
        "search": ("searching:search", "find articles by the words in them"),
        "show": ("showing:show", "an article, or the response it was read from"),
        "history": ("history:history", "an article's versions, with diffs"),
        "changes": ("history:changes", "what was edited, deleted, restored, moved"),
        "reprints": ("reprinting:reprints", "one text in several articles, and who was first"),
        "serve": ("serving:serve", "all of it in a browser, on this machine only"),
        "export": ("exporting:export", "articles as JSONL, CSV, Parquet, text, citations"),
    },
    "Look after": {
        "boilerplate": ("reading:boilerplate", "what was learned of a portal; pin, veto"),
        "fixture": ("reading:fixture", "keep a badly read page as a test"),
        "qa": ("replaying:qa", "captured pages against replayed ones"),
        "package": ("packaging:package", "write a WACZ for others"),
        "withdraw": ("withdrawing:withdraw", "hide an article or a URL from every reader"),
    },
}

COMMANDS = {
    name: f"portal_spider.cli.{where}"
    for group in GROUPS.values() for name, (where, _) in group.items()
}  # fmt: skip
