"""How well a trained run does on rows that its training did not see."""
