"""The coding sheet: a dataset as a workbook to fill in, and what was changed in it brought home."""
