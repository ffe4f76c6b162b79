"""From a document to code that a person would write."""
