"""Which language a person reads: table of tags, negotiation, catalogues, formatting."""
