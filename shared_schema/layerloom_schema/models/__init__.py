"""Models of files and scripts that come in or go out, and what of them is the same on both sides."""
