"""The telling: each chapter writes down in the diary what people did."""
