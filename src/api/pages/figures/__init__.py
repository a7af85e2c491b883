"""Pages of figures: the dashboard, and each figure opened into what it counts."""
