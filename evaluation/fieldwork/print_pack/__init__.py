"""The print pack of an evening: what it says, the PDF, and the job that makes it."""
