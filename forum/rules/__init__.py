"""The rules of use: versions, articles, clauses, points, acceptance."""
