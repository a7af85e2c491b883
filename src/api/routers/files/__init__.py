"""The resources that take and give files."""
