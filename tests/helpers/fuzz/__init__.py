"""How honest files of each kind are made, and mutants of them that stay close to what the program reads."""
