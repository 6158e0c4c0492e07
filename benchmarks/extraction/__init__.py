"""How well and how fast articles are read, beside other readers, on the same pages in one run."""
