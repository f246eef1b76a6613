"""Categories, threads, posts, immutable revisions, receipts."""
