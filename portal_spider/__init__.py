"""The visitor: portals, HTML and Scrapy."""
