"""Mappings: how tables of known formats are read, as files; those of formats that people have are shipped."""
