"""What the commands take: each option's name, the type that is written, and how its value is read."""
