"""What programs ask over HTTP, and how the server tells what it is."""
