"""Reports as HTML: one self-contained page."""
