"""A dataset's files on the disk: one edit at a time, whole or not at all, and a record of each."""
