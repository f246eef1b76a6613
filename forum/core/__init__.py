"""What every room stands on: clock, database, errors, text."""
