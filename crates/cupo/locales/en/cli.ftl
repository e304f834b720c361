### What the command line says in answers for people. Help is in spanish.rs, refusals are in the texts of all surfaces.

## Headings of tables.

col-product = Product
col-part-number = Part number
col-total = Total
col-held = Held
col-reserved = Reserved
col-free = Free
col-seats = Seats
col-state = State
col-user = User
col-back = Comes back
col-from-groups = Through groups
col-without-seat = Stays away
col-stopped = Clocks that stop
col-source = Source
col-plans-off = Plans off
col-since = Since
col-until = Until
col-display-name = Display name
col-sign-in-name = Sign-in name
col-department = Department
col-location = Location
col-sign-in = Sign-in
col-products = Products
col-name = Name
col-domain = Domain
col-new-users = Domain of new users
col-country = Country
col-users = Users
col-deleted = Deleted
col-id = Id
col-status = Status
col-term = Term
col-ends = Ends
col-price = Price per seat
col-when = When
col-what = What
col-customer = Customer
col-about = About whom
col-door = Door
col-details = Details
col-who = Who
col-changed = Changed
col-refused = Refused
col-why = Why
col-result = Result
col-role = Role
col-created = Created
col-client-id = Client id
col-plans = Plans
col-sold = Sold
col-field = Field
col-now = Now
col-then = Then
col-given = Given
col-taken = Taken
col-unchanged = Unchanged
col-kept = Kept
col-missing = Missing seats
col-free-now = Free now
col-free-then = Free then

col-data = Data
col-kind = Kind
col-released = Released

## Lists without an entry.

none-roles = Nobody holds a role.
none-holds = Nothing keeps this person's data.
none-users = Nobody matches.
none-customers = There are no customers.
none-domains = The customer has no domain.
none-products = The customer has no products.
none-catalog = No product matches.
none-holders = Nobody holds it.
none-subscriptions = The customer has no subscriptions.
none-history = Nobody held it on that day.
none-audit = There is no such record in these days.
none-operations = Nothing was done yet.
none-outcomes = No outcome is kept.
none-programs = There are no credentials.

## Cells.

cell-allowed = allowed
cell-blocked = blocked
cell-yes = yes
cell-no = no
cell-no-price = price not set

## Previews and operations.

preview-users =
    { $users ->
        [one] { $users } user: { $changed } will change, { $unchanged } need no change, { $refused } will be refused.
       *[other] { $users } users: { $changed } will change, { $unchanged } need no change, { $refused } will be refused.
    }
preview-cost = It costs { $cost } per term.
preview-erased = { $data } of { $users } users is erased on { $due }.
preview-limited = { $data } of { $users } users works no longer in full on { $due }.
preview-nothing = Nothing would change.
preview-final = It could not be undone: { $why }.
preview-ask = Do this?
preview-refused =
    { $users ->
        [one] { $users } user would be refused
       *[other] { $users } users would be refused
    }
done-refused =
    { $users ->
        [one] { $users } user was refused
       *[other] { $users } users were refused
    }
done-operation = Operation { $id }: { $changed } changed, { $unchanged } needed no change, { $refused } refused.
done-password = { $user }: one-time password { $password }
done-undo = It can be undone until { $until }.
done-final = It cannot be undone: { $why }
not-changed = nothing was changed

## Files.

file-line = line { $line }: { $verdict } { $code } { $text }
file-more = and { $more } more findings
file-exists = line { $line }: exists { $name }
file-rows = { $rows } rows: { $good } good ({ $warned } with a warning), { $rejected } rejected, { $skipped } skipped.
file-users = { $existing } exist already. { $created } created, { $updated } updated.
file-domains = These domains are not the customer's (rows): { $domains }. To give them to it:
file-left = { $left } good rows are left out with them.

## Programs and customers.

app-created = { $name } may do what a { $role } may.
app-keep = Keep the secret now: nobody can read it again.
app-removed = { $client } was removed; its tokens have ended.
keys-loaded = { $count } keys were loaded.

## Long work, where no bar can be drawn.

wait-file = reading the file, { $seconds } s
wait-rows = { $rows } rows read, { $seconds } s
wait-preview = deciding, { $seconds } s
wait-save = saving, { $seconds } s
wait-operation = operation { $id }: { $done } of { $users } users, { $seconds } s
