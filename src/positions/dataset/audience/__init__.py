"""Who may see what: the part of a dataset that the public may see, and real names that it withholds."""
