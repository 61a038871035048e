"""What a text shows before anybody codes it: paragraphs, sentences, speech, who speaks, where to look."""
