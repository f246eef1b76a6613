"""What holds a text before publication: triggers as data, findings by name."""
