"""What this program writes itself: the scale that its tables name, and reports that hold no answers."""
