"""The panels of options that many commands share, which `--help-all` shows and `--help` only names."""

FILTERS = "Filters"
MANY = "Many actors"
TABLE = "A table as data (.csv, .tsv, .txt, .gz, .xlsx, .ods, .parquet, .json, .jsonl)"

SHARED_PANELS = {FILTERS: "filters", TABLE: "a table as data", MANY: "many actors"}
"""Each with what the last line of `--help` calls it."""
