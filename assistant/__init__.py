"""Question -> answer in which every sentence shows the passage it rests on."""
