"""Who sits on the board, in which seat, by which decision."""
