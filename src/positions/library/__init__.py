"""For Python programs: a function for each command, under its name, with the command's rules and errors."""
