"""Files: where they are, how they are read, and what is kept between runs."""
