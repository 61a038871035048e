"""Groups of actors by their counts: how united each is, and which agree with which."""
