"""Files that people send: taken in, made harmless, kept on disk under names of our own."""
