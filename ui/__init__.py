"""What people use: the command line, the chat page and the machine interface."""
