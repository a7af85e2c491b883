"""How people reach it: JSON for programs, pages for people."""
