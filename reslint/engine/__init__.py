"""The way of the data: discover, load, adapt, check, report."""
