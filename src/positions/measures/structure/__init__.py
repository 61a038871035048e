"""Structure among actors: linkage, silhouette, blocs, scaling."""
