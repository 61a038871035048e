"""What tests share: made-up data, oracles, drivers of other programs."""
