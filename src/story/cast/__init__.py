"""Who and what there is when the story begins: real places, invented people."""
