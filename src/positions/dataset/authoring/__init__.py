"""What helps to write a dataset: the schema for editors, and the files to start from."""
