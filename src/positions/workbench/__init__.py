"""The workbench: a page in the browser that edits a dataset, served on the loopback address."""
