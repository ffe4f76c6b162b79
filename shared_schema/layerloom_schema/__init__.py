"""The contract: everything that crosses a process, declared once, in Pydantic."""
