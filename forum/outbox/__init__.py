"""News for other rooms: facts written with the act, delivered by one worker afterwards."""
