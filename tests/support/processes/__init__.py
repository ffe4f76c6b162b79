"""Processes of tests: servers, trainers and Pythons that are started, held, killed and watched."""
