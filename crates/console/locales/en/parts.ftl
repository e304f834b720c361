### Parts that many pages have: buttons, pager, filters, columns, dates.

## Buttons.

close = Close
cancel = Cancel
search = Search
save = Save
save-changes = Save changes
undo = Undo
undo-until = until { $date }
download-csv = Download CSV
download-json = Download JSON

## Pager and lists.

pager-label = Pages
pager-first = First
pager-previous = Previous
pager-next = Next
pager-last = Last
pager-range = { $from }–{ $to } of { $total }
and-more =
    { $count ->
        [one] and { $count } more
       *[other] and { $count } more
    }
of-total = of { $total }
filters-on = Filters that are on
filter-remove = Remove filter: { $name }
filters-clear = Clear all
sort-by = Sort by
filter-apply = Apply
filter-any = Any
filter-license = License state
filter-sign-in = Sign-in state
filter-size = Rows per page
errors-title = Please correct the following
progress-label = Progress
progress-text = { $done } of { $total } users
progress-leave = You can close this page; the work goes on.

## Columns.

column-action = Action
column-assigned = Assigned
column-available = Available licenses
column-available-quantity = Available quantity
column-changed = Changed
column-channel = Purchase channel
column-column = Column
column-customer = Customer
column-deleted = Deleted
column-department = Department
column-display-name = Display name
column-domain = Domain
column-licenses = Licenses
column-line = Line
column-location = Location
column-next-step = Next step
column-part-number = Part number
column-password = Password
column-plans = Service plans
column-price = Price
column-price-month = License a month
column-price-year = License a year
column-product = Product
column-refused = Refused
column-relation = Relationship
column-renews = Renews or ends
column-result = Result
column-seats = Seats
column-sign-in-state = Sign-in
column-source = Assigned through
column-state = Status
column-status = Status
column-subscription = Subscription
column-total-licenses = Total licenses
column-undo = Undo
column-until = Can be restored until
column-user = User
column-user-name = User name
column-users = Users
column-value = In the file
column-what = What
column-when = When
column-who = Who

## Dates and money.

when-now = now
when-in-minutes =
    { $count ->
        [one] in { $count } minute
       *[other] in { $count } minutes
    }
when-minutes-ago =
    { $count ->
        [one] { $count } minute ago
       *[other] { $count } minutes ago
    }
when-in-hours =
    { $count ->
        [one] in { $count } hour
       *[other] in { $count } hours
    }
when-hours-ago =
    { $count ->
        [one] { $count } hour ago
       *[other] { $count } hours ago
    }
when-in-days =
    { $count ->
        [one] in { $count } day
       *[other] in { $count } days
    }
when-days-ago =
    { $count ->
        [one] { $count } day ago
       *[other] { $count } days ago
    }
price-not-set = price not set

## Seats.

seats-taken =
    { $count ->
        [one] { $count } taken
       *[other] { $count } taken
    }
seats-free =
    { $count ->
        [one] { $count } free
       *[other] { $count } free
    }
seats-reserved = { $count } being assigned
seats-expiring = { $count } expiring
seats-over =
    { $count ->
        [one] { $count } over
       *[other] { $count } over
    }

## Verdicts.

verdict-done = Done
verdict-unchanged = Unchanged
verdict-kept = Kept
verdict-refused = Refused
verdict-changed = Changed meanwhile
verdict-waiting = Waiting
