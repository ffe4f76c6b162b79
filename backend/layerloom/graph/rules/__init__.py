"""The structural rules, [G] in RULES.md: one file for each kind of part that they check."""
