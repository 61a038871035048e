"""Other formats in and out: tables, Discourse Network Analyzer, Polis."""
