"""One file a command: check what is asked, open the data, call one report."""
