### Settings, mail and the catalogue.

settings-limits = Limits
settings-page-limit = Users at a time on the Licenses page
settings-page-limit-hint = From { $least } to { $most }. Active users and the partner desk have no such limit.
settings-range = Enter a whole number from { $least } to { $most }
settings-zone = Time zone

## Mail.

mail-lead = This installation sends no mail. What it would send stands here.
mail-none = No mail yet
mail-none-help = Mail is written when passwords, clocks or approvals call for it.

## Catalog.

catalogue-search = Search products by name, part number or id
catalogue-import = Import the catalog
catalogue-none = No product found
catalogue-none-help = Search for another name, or import the catalog.
