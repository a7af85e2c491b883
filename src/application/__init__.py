"""Who may ask for what, and how a decision becomes history."""
