"""A chat model of the operator -> its words as a stream that always ends."""
