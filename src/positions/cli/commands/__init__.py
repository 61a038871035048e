"""One file a command: parse, call one report, hand it to a renderer."""
