"""What a dataset is, and how it gets in and out of YAML."""
