"""What the words mean: pure, without input or output."""
