"""What whoever runs the service does to it: backups, builds, imports, reporting."""
