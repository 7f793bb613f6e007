"""Ticket-export dialects: column names, states and resolutions, one YAML file a tool."""
