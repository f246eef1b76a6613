"""Forms, one file a side of the counter."""
