"""A demonstration: invented chapters, simulated people, real pages, real reports. Marked as example everywhere."""
