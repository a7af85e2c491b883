"""The real places of the story, as a file; its source is named in the README beside it."""
