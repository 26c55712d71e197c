"""Parts of `.tools/corpus`: what the sets are, how they are fetched, compiled, analysed, judged."""
