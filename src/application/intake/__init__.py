"""What is looked at before something is registered: hints, which decide nothing."""
