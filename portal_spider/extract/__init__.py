"""Reading pages: charset and parsing, once a page; no Scrapy, no I/O."""
