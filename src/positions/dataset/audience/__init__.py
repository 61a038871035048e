"""Who may see what: values that are marked private, and the part of a dataset that the public may see."""
