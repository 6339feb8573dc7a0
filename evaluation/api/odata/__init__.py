"""An OData v4 feed of released figures, for spreadsheets and dashboards that read one."""
