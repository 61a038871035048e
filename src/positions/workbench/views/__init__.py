"""The screens of the page as HTML, made of the parts that the report is made of."""
