### Customers, users, selection, deletion and restoring.

## Dashboard and customers.

dashboard-attention = Needs attention
dashboard-calm = Nothing needs attention now.
dashboard-recent = Latest operations
dashboard-no-recent = Nothing was changed yet.
dashboard-start = Start here
dashboard-customers = customers
dashboard-users = active users
dashboard-seats-free = seats free
dashboard-seats-over = seats over-assigned
dashboard-unlocated = users without a location
attention-full =
    { $count ->
        [one] { $product }: no seat is free, { $count } is taken
       *[other] { $product }: no seat is free, { $count } are taken
    }
attention-over =
    { $count ->
        [one] { $product }: { $count } user has no valid license
       *[other] { $product }: { $count } users have no valid license
    }
attention-unlocated =
    { $count ->
        [one] { $count } user has no location and cannot get licenses
       *[other] { $count } users have no location and cannot get licenses
    }
attention-see = See the users
customers-see = See the customers
customers-count =
    { $count ->
        [one] { $count } customer
       *[other] { $count } customers
    }
customers-search = Search customers by name or domain
customers-none = No customer found
customers-none-help = Search for another name, or look at all customers.
relation-delegated = Delegated administration
relation-reseller = Reseller only
overview-seats = Seats

## Users.

users-count =
    { $count ->
        [one] { $count } user
       *[other] { $count } users
    }
users-search = Search by name or user name
users-filter-by = Filter users by...
users-selected-link = Selected users
users-selected-count =
    { $count ->
        [one] { $count } selected user
       *[other] { $count } selected users
    }
users-show-all = Show all users
users-export = Export users
users-more = More
users-import = Import users
users-tick = Select { $name }
users-tick-page = Select all users on this page
users-keep-ticks = Keep the ticks of this page
users-unlicensed = Unlicensed
users-no-location = no location
users-allowed = Allowed
users-blocked = Blocked
users-none = There are no users yet
users-none-help = Add the first one, or import many from a file under More.
users-no-match = No user matches
users-no-match-help = Take a filter away or search for something else.
users-none-selected = No user is selected
users-none-selected-help = Tick users in the list; the selection stays while you search and page.
manage-nobody-help = Tick users in the list first; then their licenses are changed here.
manage-nobody-link = Select users

## Selection.

selection-of = { $selected } selected of { $total }
selection-page = Select this page
selection-all = Select all { $count } that match
selection-clear = Clear selection
chip-remove = Remove { $name } from the selection

## Deleting and restoring.

deleted-title = Deleted users
deleted-lead = Deleted users can be restored for 30 days, with their mail, files and, where a seat is free, their licenses.
deleted-none = Nobody was deleted in the last 30 days
deleted-none-help = Deleted users stand here until they cannot be restored any more.
restore-button = Restore
restore-text = Each restored user gets a new password, shown once. Licenses return where a seat is free.
delete-button = Delete user
delete-what = What happens then
passwords-title = New passwords
passwords-once = These passwords are shown on this page alone, for an hour. Write them down before leaving it.

## One user.

user-tabs = Parts of this user
user-account = Account
user-licenses-tab = Licenses and Apps
user-licenses = Licenses
field-location = Usage location
field-location-hint = Without a location no license can be assigned.
