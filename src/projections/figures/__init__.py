"""Facts and figures: one engine for dashboard, list, API, sheet and proof."""
