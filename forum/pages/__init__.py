"""Pages that join several rooms or none: home, help, about, health."""
