"""What is done by itself: reactions to events, clocks that run out, months that end."""
