### Licenses updated, operations, previews, undo.

updated-title = Licenses updated
updated-attention = Needs attention
updated-clocks = Data on a clock
updated-all = All results
updated-filters = Filter by result
updated-filter-all = All
updated-no-rows = No line has this result.
updated-back = Back to the users
ops-see-user = See { $name }
updated-sentence =
    { $users ->
        [one] { $users } user: { $done } changed, { $same } unchanged, { $refused } refused.
       *[other] { $users } users: { $done } changed, { $same } unchanged, { $refused } refused.
    }
results-count =
    { $count ->
        [one] { $count } result
       *[other] { $count } results
    }
figure-done = changed
figure-unchanged = unchanged
figure-kept = kept
figure-refused = refused
operation-id = Operation
operation-running = Running
operation-finished = Finished
operation-finished-refused =
    { $count ->
        [one] Finished, { $count } refused
       *[other] Finished, { $count } refused
    }
operation-undone = Undone
operation-not-undoable = Cannot be undone, because { $why }.
operation-final = Not possible
operation-too-late = the time for it has passed
operations-none = No operations yet
operations-none-help = Everything that changes users or licenses is listed here, with Undo.
by-door = { $name }, through { $door }
preview-undo-title = Undo an operation

## Audit.

rail-activity = Activity log
activity-note = What your people and programs did at your customers, as far as your role reaches. It covers 30 days unless you choose others, and at most the last 90.
activity-company = Customer contains
activity-resource = Resource
activity-one-customer = Only records of customer { $customer }.
activity-too-old = The record reaches back { $days } days. Choose a later first day.
activity-domains = Domains
activity-calendar = Calendar addresses
activity-holds = Holds
activity-files = Files
activity-mailboxes = Mailboxes
activity-copies = Copies of mailboxes
activity-programs = Programs
activity-views = Views
audit-none = No record in this time
audit-none-help = Choose other dates.
audit-show-all = Show all records
audit-from = From
audit-to = To
audit-who-unknown = Nobody called “{ $text }” can have done anything here. Write a sign-in name, the name of a program or of the partner, or “Cupo”.
audit-user-unknown = This customer has and had no user “{ $text }”. Write the sign-in name, also of a deleted user.
audit-one-operation = Only records of operation { $operation }.
audit-every-operation = Show all operations
audit-of-user = Audit log of this user
audit-of-operation = Audit records
ops-csv-so-far = Download CSV of what is done so far
ops-csv-part = -so-far
import-operation = What it did, line by line, and the way back
audit-dates-wrong = The first day comes after the last. Choose an earlier first day.
