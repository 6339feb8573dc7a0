"""Whether the server is alive and ready, and what it has to do: for programs that watch it while people sleep."""
