"""Page images in; upright pages, searchable PDF/A, text and fields out."""
