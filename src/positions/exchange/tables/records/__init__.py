"""Files whose rows are records with the columns' names in each: Parquet, and this program's own JSON."""
