"""What is typed -> whether somebody is in danger, whose data is in it, who must decide."""
