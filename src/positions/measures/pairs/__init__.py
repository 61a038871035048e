"""Agreement of pairs of actors: scores, bounds, and the engines that compute them."""
