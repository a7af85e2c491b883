"""What is checked of the figures themselves: samples drawn of what they count."""
