### Manage licenses, the several-users panel, Licenses, products and subscriptions.

## Manage licenses (seed 002).

manage-title = Manage licenses
manage-section = Assign and revoke licenses
manage-plans = View service plans
buy-more = Buy more
manage-after = after this change:
manage-holders =
    { $count ->
        [one] { $count } selected user holds { $product }
       *[other] { $count } selected users hold { $product }
    }
manage-holders-title =
    { $count ->
        [one] { $count } of the selected users already holds it
       *[other] { $count } of the selected users already hold it
    }
manage-preview = Preview
manage-changed-title = Nothing was saved; look at it again
manage-changed-help = Below is what it would do now. If that is right, save again.
tri-cleared = Goes with the product
tri-keep-given = Comes with the product
panel-lost = { $data }: on a clock until { $due }. Any of these licenses saves it: { $products }
panel-saves = Saves what is on a clock: { $data }
tri-keep-half = Leave as it is (some)
tri-keep-filled = Leave as it is (all)
tri-keep-empty = Leave as it is (nobody)
tri-give = Give to all
tri-take = Take from all
plan-some =
    { $count ->
        [one] on for { $count }
       *[other] on for { $count }
    }

## The sentence of the footer.

save-nothing = Nothing changes yet. Choose what to change.
save-starts =
    { $count ->
        [one] { $count } clock would start
       *[other] { $count } clocks would start
    }
save-gives =
    { $count ->
        [one] gives { $count } license
       *[other] gives { $count } licenses
    }
save-takes =
    { $count ->
        [one] takes { $count } license away
       *[other] takes { $count } licenses away
    }
save-plans =
    { $count ->
        [one] changes service plans { $count } time
       *[other] changes service plans { $count } times
    }
save-sentence =
    { $users ->
        [one] Saving { $changes } for { $users } user.
       *[other] Saving { $changes } for { $users } users.
    }
save-join = { $first }, { $second }
save-undo = Can be undone until { $date }.

## Clocks.

clocks-title = Data will be lost
clocks-confirm-mail =
    { $count ->
        [one] { $save } and lose { $count } mailbox on { $date }
       *[other] { $save } and lose { $count } mailboxes on { $date }
    }
clocks-confirm-data =
    { $count ->
        [one] { $save } and lose data of { $count } user on { $date }
       *[other] { $save } and lose data of { $count } users on { $date }
    }

## Several users (seed 000).

several-title = Manage product licenses
several-modes = Ways to change licenses
several-assign = Assign more
several-assign-text = Keep the existing licenses and assign more
several-replace = Replace
several-replace-text = Replace existing product license assignments
several-unassign = Unassign all
several-unassign-text =
    { $count ->
        [one] Every direct license of { $count } user is taken away. Licenses from groups and self-service purchases stay.
       *[other] Every direct license of { $count } users is taken away. Licenses from groups and self-service purchases stay.
    }
several-edit = Product by product
several-edit-text = Give a product to all of them or take it from all. What you leave as it is changes nobody.
several-done = Done
plans-toggle = Turn apps and services on or off
plans-on = { $on } of { $total } on
plans-count =
    { $count ->
        [one] { $count } service plan
       *[other] { $count } service plans
    }
choice-available =
    { $count ->
        [0] none free
        [one] { $count } free
       *[other] { $count } free
    }

## Licenses and products.

licenses-lead = One row per product, all its subscriptions added up.
licenses-none = There are no licenses yet
licenses-none-help = Products appear here once a subscription was bought.
licenses-conflict =
    { $count ->
        [one] { $count } user needs a valid license
       *[other] { $count } users need a valid license
    }
licenses-self-service = Self-service
products-count =
    { $count ->
        [one] { $count } product
       *[other] { $count } products
    }
assigned-of = { $taken } of { $total }
assign-button = Assign licenses
assign-title = Assign licenses to users
assign-do = Assign
assign-people =
    { $count ->
        [one] User name, up to { $count }
       *[other] User names, up to { $count }
    }
assign-people-hint = One per line. Type three letters to look a user up.
assign-unknown = Line { $line }: no user is named { $name }. Check the user name.
unassign-title = Unassign licenses
unassign-button = Unassign
batch-title =
    { $count ->
        [one] This page changes { $count } user at a time
       *[other] This page changes up to { $count } users at a time
    }
batch-help =
    { $count ->
        [one] You chose { $count }. Active users has no such limit; your selection can go there as it is.
       *[other] You chose { $count }. Active users has no such limit; your selection can go there as it is.
    }
batch-parts = { $count } users are too many at once, and this product is given on this page alone. Name at most { $limit } at a time.
batch-carry = Go on in Active users
product-tick-up-to =
    { $count ->
        [one] Tick up to { $count } user.
       *[other] Tick up to { $count } users.
    }
product-ticked = Ticked:
seats-change = Available licenses: { $before } now, { $after } after this change.
product-nobody = Nobody holds this product
product-nobody-help = Assign it to the users who need it.
source-direct = Directly
source-self-service = Self-service

## Your products.

subscriptions-count =
    { $count ->
        [one] { $count } subscription
       *[other] { $count } subscriptions
    }
subscriptions-filters = Kinds of subscriptions
subscriptions-all = All
subscriptions-trial = Trial
subscriptions-self-service = Self-service
subscriptions-free = Free
subscriptions-none = There are no subscriptions here
subscriptions-none-yet = A subscription is what gives seats: one row for each purchase.
subscriptions-none-help = Look at all kinds of subscriptions.
state-pending = Pending
state-scheduled = Scheduled
state-active = Active
state-expired = Expired
state-disabled = Disabled
state-suspended = Suspended
state-deleted = Deleted
channel-direct = Bought directly
channel-reseller = Through a partner
channel-prepaid = Prepaid key
channel-volume = Volume licensing
channel-trial = Trial
channel-self-service = Self-service
channel-free = Free sign-up
billing-on = Recurring billing on
billing-off = Recurring billing off
billing-once = Bought for good

## Buying.

buy-title = Buy licenses
buy-licenses = Buy licenses
buy-others = Other subscriptions of this product:
buy-quantity = Total licenses
buy-quantity-hint = The new total, not the difference. Now { $now }; { $least } to { $most } are possible.
buy-sentence =
    { $count ->
        [one] Adds { $count } seat, { $price } more per term.
       *[other] Adds { $count } seats, { $price } more per term.
    }
buy-sentence-fewer =
    { $count ->
        [one] Removes { $count } seat, { $price } less per term.
       *[other] Removes { $count } seats, { $price } less per term.
    }
buy-sentence-same = The total stays as it is.
price-per-year = { $price } a license a year
price-per-month = { $price } a license a month
