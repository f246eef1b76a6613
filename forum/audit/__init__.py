"""Who did what, when: append-only rows written in the transaction of the act."""
