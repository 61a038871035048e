"""Reports as text or bytes: a module for each format, and `registry`, which knows them all."""
