"""What members are writing and have not sent: kept for its writer alone."""
