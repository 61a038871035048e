"""Is this quotation in that source's text?"""
