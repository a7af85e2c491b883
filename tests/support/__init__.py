"""What tests say over and over: given a history, somebody acting, a clean log."""
