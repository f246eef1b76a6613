"""The installation's own words, colours and emblem; what must stand before it opens to citizens."""
