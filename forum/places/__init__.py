"""Areas, agencies and what they are called."""
