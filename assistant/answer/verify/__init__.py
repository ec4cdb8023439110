"""What holds a sentence against the evidence it names: nothing new, moved or bent."""
