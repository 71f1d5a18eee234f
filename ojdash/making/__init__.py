"""That files are made in processes of their own: a short queue, each once for all who ask for it, kept for the next.

Nothing is imported here: a process takes its first order the sooner, the less it has read in.
"""
