"""The shared edge to the browser: finishing a write, errors, headers, forms, paging."""
