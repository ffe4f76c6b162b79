"""Sentences for people, made from codes and params in four languages."""
