"""The impact report: from frames of answers to pages and files, without the web or the database."""
