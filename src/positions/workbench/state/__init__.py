"""The dataset as the workbench holds it, the texts of its sources, and notification of changes."""
