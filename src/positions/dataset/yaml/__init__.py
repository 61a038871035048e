"""The strict reader: YAML text to plain values with places. It knows nothing of stakeholders."""
