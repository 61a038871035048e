"""Power and convergence (MACTOR)."""
