"""Tables as others publish them, with answers that nobody gave."""
