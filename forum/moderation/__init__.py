"""The board's work: queue, decisions, hiding and restoring, the public log."""
