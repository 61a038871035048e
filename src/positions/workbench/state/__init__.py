"""The dataset as the workbench holds it, the texts of its sources, and who is told of changes."""
