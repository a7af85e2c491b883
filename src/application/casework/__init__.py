"""What may be asked for, resource by resource, and the rules where several records meet."""
