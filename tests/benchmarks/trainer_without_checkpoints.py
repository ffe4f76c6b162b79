"""`python -m benchmarks.trainer_without_checkpoints FOLDER`: the trainer, which saves none before its end."""

import sys

from layerloom.jobs.checkpoints import checkpoints
from layerloom.workers.trainer import main

if __name__ == "__main__":
    checkpoints.AT_LEAST = float("inf")
    sys.exit(main(sys.argv[1:]))
