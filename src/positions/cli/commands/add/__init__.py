"""`positions add stakeholder|issue|source|position`."""
