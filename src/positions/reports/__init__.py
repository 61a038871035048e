"""Questions answered: a study and options in, a report of tables out; one file a question."""
