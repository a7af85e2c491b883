"""What will happen to whom and when, worked out so that every sum holds; the chapters then tell it."""
