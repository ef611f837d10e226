"""Plan and facts → hits. Two engines, written apart from one definition."""
