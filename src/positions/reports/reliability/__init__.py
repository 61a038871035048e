"""Do several coders read the same in the sources?"""
