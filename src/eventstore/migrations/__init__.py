"""The numbered migrations: SQL files, run once each, never edited afterwards."""
