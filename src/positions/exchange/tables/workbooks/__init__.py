"""What a workbook file is made of: its parts in the archive, and the cells of a sheet."""
