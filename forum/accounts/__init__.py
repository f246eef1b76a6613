"""People, what they were granted, how they sign in."""
