"""What reads files from strangers. It runs in processes of its own, which import nothing else."""
