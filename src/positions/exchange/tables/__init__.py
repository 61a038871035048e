"""Tables in: delimited files, workbooks and Parquet, long and wide."""
