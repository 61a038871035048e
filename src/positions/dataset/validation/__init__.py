"""What is wrong with values that were read: rules across parts, and messages in plain words."""
