### What surrounds every page: rail, top bar, account.

## Rail. The labels of sections 19 and 20 of the rule book are exact.

rail-dashboard = Dashboard
rail-home = Home
rail-customers = Customers
rail-overview = Overview
rail-users = Users
rail-users-and-licenses = Users and licenses
rail-active-users = Active users
rail-deleted-users = Deleted users
rail-billing = Billing
rail-licenses = Licenses
rail-your-products = Your products
rail-records = Records
rail-operations = Operations
rail-audit = Audit
rail-settings = Settings
rail-installation = Installation
rail-catalogue = Catalog
rail-mail = Mail

## Top bar and landmarks.

frame-skip = Skip to the content
frame-menu = Menu
frame-home = Cupo, start page
frame-rail = Main navigation
frame-crumbs = You are here
frame-switch = Customer: { $name }. Switch customer
frame-switch-title = Open this page at another customer
frame-all-customers = All customers
frame-account = Account of { $name }
frame-compact = Compact rows
frame-password = Change password
frame-sign-out = Sign out
panel-label = Details

## What a form says when the server gave no good answer.

trouble-session = You are no longer signed in. What you chose still stands here.
trouble-sign-in = Sign in in a new tab, then come back
trouble-changed = Something that this page shows has changed.
trouble-reload = Load the page again
trouble-offline = The server cannot be reached. What you chose still stands here.
trouble-again = Try again
trouble-refused = The server could not work this out. What you chose still stands here; try again or save.
