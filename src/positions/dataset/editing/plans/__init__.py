"""What an edit does, planned before anything is written: a module for each kind of edit."""
