"""What is counted of survey campaigns 排查专项: whom a list names, and what became of each."""
