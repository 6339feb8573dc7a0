"""What a phone shows of a draft or of a published version, drawn by the participants' own pages."""
