### Data on a clock, holds, and what time does to subscriptions.

risk-title = Data at risk
risk-lead = What will be lost unless somebody acts, the first loss on top. Dates are those of the customer's time zone.
risk-strip = Due in the next four weeks
risk-later =
    { $count ->
        [one] { $count } more is due later.
       *[other] { $count } more are due later.
    }
risk-kinds = Kinds of data
risk-all = All on a clock
risk-kept = Kept by a hold
risk-mail = Mail
risk-archive = Mail archive
risk-files = Files
risk-apps = Installed apps
risk-search = Search
risk-unknown = Unknown data
risk-when = When
risk-what = What happens
risk-saves = What saves it
risk-never = Not while the hold lasts
risk-none = Nothing is on a clock
risk-none-help = When a license with data is taken or a user is deleted, what is kept and until when is listed here.
risk-none-kept = No hold keeps data
risk-none-kept-help = What a hold keeps from being erased is listed here.
risk-none-here = Nothing of this is on a clock
risk-show-all = Show everything on a clock
risk-only-user = Only { $name }
risk-only-day = Only { $day }
risk-deleted = Deleted on { $day }
risk-purged = Account gone
risk-event-mail = The mailbox is erased for good.
risk-event-archive = The mail archive is erased for good.
risk-event-kept = A hold keeps it: nothing is erased on that day.
risk-event-bin = The files go to the recycle bin for 93 days; shared links stop.
risk-event-files = The files are gone for good.
risk-event-archived = The files are archived: nobody can open them, and they are still there.
risk-event-apps = The apps can only view and print.
risk-event-ended = The clock ends; no data is lost.
risk-held = A hold keeps it without an end.
risk-why-removed = The license with it was taken.
risk-why-deleted = The user was deleted.
risk-why-released = The last hold on it was released.
risk-why-unlicensed = The files have no license.
risk-way-give = Give the license back
risk-way-restore = Restore the user
risk-way-hand-over = Give somebody access to the files
risk-way-export = Ask for a copy
risk-way-bin = Bring the files back from the recycle bin
risk-way-recover = Recover or restore the mailbox that is kept
risk-way-release = It is kept until the hold is released
risk-column-state = Account
risk-column-data = Data
risk-column-why = Why
hold-title = Holds
hold-of = Holds on the data of { $name }
hold-lead = A hold keeps data whatever happens to the license or the account. It is placed before a license is taken or the user is deleted; afterwards it is too late.
hold-none = There is no hold.
hold-kind = Kind
hold-reason = Reason
hold-reason-hint = For the records, at most 500 characters.
hold-placed = Placed
hold-ended = Released
hold-in-force = In force
hold-place = Place a hold
hold-release = Release the hold
hold-kind-litigation = Litigation hold
hold-kind-policy = Retention policy that keeps
hold-kind-delete-only = Retention policy that only deletes
hold-kind-label = Label that keeps an item
hold-kind-case = Hold of a discovery case
hold-keeps-note = The data is kept until the hold is released, also when the license goes or the user is deleted. The seat becomes free all the same.
hold-deletes-note = This kind only deletes: it keeps nothing.
hold-place-sentence = { $kind }: { $data } of { $name } will be kept.
hold-release-sentence = { $kind } on { $data } of { $name } will end.
hold-clock-starts = No hold is left on it. From now on it is on a clock and cannot be held again.
hold-on-mail = Hold on mail
hold-on-files = Hold on files
hold-why-late = The data is on a clock already: a hold comes too late. Give the license back, restore the user, or take a copy
hold-why-plan = Holding mail takes Exchange Online Plan 2, or another mail plan with archiving. Give the user such a license first
hold-why-deleted = The user is deleted, so no hold can be placed any more. Holds that were placed before stay in force.
hold-why-there = There is such a hold already
hold-why-released = This hold was released already
hold-why-reason = The reason is too long. Use at most 500 characters
life-field-state = State
life-field-recurring = Recurring billing
life-recurring-on = On
life-recurring-off = Off
life-field-scheduled = Licenses from the next period on
life-field-ends = End of the period
life-timeline = Timeline
life-deeds = What you can do
life-facts = Details
life-bought = Bought
life-period = Present period began
life-window-ends = Cancellation window ends
life-ended = Period ended
life-now = Now
life-idle = Licenses nobody holds
life-idle-cost =
    { $count ->
        [one] { $count } license, { $cost } a period
       *[other] { $count } licenses, { $cost } a period
    }
life-pool = All licenses of { $product } at this customer
life-step-start = Begins
life-step-renew =
    { $count ->
        [one] Renews with { $count } license
       *[other] Renews with { $count } licenses
    }
life-step-convert = Becomes a purchase
life-step-delete = Deleted, data erased
life-stage-scheduled = It has not begun yet.
life-stage-expired = It has ended. Everything still works for a while.
life-stage-disabled = People have no service and no access to their data; administrators still do.
life-stage-suspended = People cannot use the services; administrators can.
life-stage-deleted = It is deleted. Nothing brings it or its data back.
life-advice-expired = Reactivate it before it is disabled.
life-advice-disabled = Reactivate it before it is deleted.
life-window-over = It could be canceled until { $day }. Now you can only turn off recurring billing; it then ends at the end of its period.
life-off = Turn off recurring billing
life-on = Turn on recurring billing
life-cancel = Cancel subscription
life-extend = Extend the trial
life-reactivate = Reactivate
life-delete = Delete subscription
life-as-now = Keep the licenses as now
life-plan = Licenses from the next period on
life-back = Bring back what was before
life-do-quantity = Buy more, or give licenses back while the window is open.
life-do-more = Buy more. Now none can be given back.
life-do-off = It stays active until { $day } and then ends. Nothing else changes.
life-do-on = It renews on { $day } and goes on.
life-do-cancel = Possible until { $day }. People lose access at once.
life-do-cancel-any = People lose access at once.
life-do-extend = Once, by 30 days.
life-do-reactivate = Brings back the service; licenses that are there work again.
life-do-delete = For good, without waiting any longer.
life-do-as-now = { $seats ->
    [one] 1 license is planned from { $day } on.
   *[other] { $seats } licenses are planned from { $day } on.
  }
life-next-hint = Takes effect on { $day }, when the next period begins. Today nothing changes.
life-sure-cancel =
    { $count ->
        [one] Are you sure you want to cancel? The subscription with { $count } license is disabled today and deleted with its data on { $day }.
       *[other] Are you sure you want to cancel? The subscription with { $count } licenses is disabled today and deleted with its data on { $day }.
    }
life-sure-plan =
    { $count ->
        [one] From { $day } on it has { $count } license.
       *[other] From { $day } on it has { $count } licenses.
    }
life-sure-as-now =
    { $count ->
        [one] It keeps { $count } license, also from { $day } on.
       *[other] It keeps { $count } licenses, also from { $day } on.
    }
life-sure-extend = The trial ends on { $day }. It cannot be extended again.
life-sure-reactivate = It is active again from today until { $day }.
life-sure-delete = The subscription is deleted today. Its data is erased and nothing brings it back.
life-sure-back = Recurring billing and the licenses planned for the next period become what they were before.
life-sure-delete-files = The subscription is deleted today, without any further wait. The personal files of { $count ->
        [one] 1 person who has them
       *[other] { $count } people who have them
    } from this product alone are erased at once, and nothing brings them back. What a hold covers stays.
life-why-add-on = This is an add-on: it is suspended, canceled, renewed and brought back with the subscription it belongs to.
life-add-on-too = The add-on { $name } ({ $count ->
        [one] 1 license
       *[other] { $count } licenses
    }) shares this: { $state } from then on.
life-field-base = Add-on of
life-field-add-ons = Add-ons that share its fate
life-field-files = People whose personal files are erased at once
life-people-lose =
    { $count ->
        [one] { $count } user holds a license of this product. With no other subscription of it, that user loses access today.
       *[other] { $count } users hold a license of this product. With no other subscription of it, they lose access today.
    }
life-plan-dropped = { $seats ->
    [one] The license planned for the next period is dropped.
   *[other] The { $seats } licenses planned for the next period are dropped.
  }
life-new-one = A new subscription with the same term takes its place; the old one is listed as deleted. Licenses stay where they are.
life-why-window = The cancellation window has closed. Turn off recurring billing instead; it then ends at the end of its period
life-why-extended = This trial was extended once already. Buy the product to go on
life-why-early = A trial can be extended in its last 15 days only. Come back then
life-why-seats = A subscription of this kind with more than { $count } licenses cannot be canceled. Reduce it to { $count } licenses first
life-why-recurring = Recurring billing is off, so licenses cannot be taken out nor planned. Turn it on first, or let the subscription end
life-why-once = This was bought for good: it has no next period to plan, and recurring billing does not apply
life-why-state = In its present state this is not possible
life-why-reason = Select one of the three reasons
life-pinned =
    { $seats ->
        [one] The seller has planned { $seats } seat from { $day } on. Until then you can only add seats; for anything else ask the seller.
       *[other] The seller has planned { $seats } seats from { $day } on. Until then you can only add seats; for anything else ask the seller.
    }
life-why-seller = The seller has planned what comes with the next period, so only seats can be added. Ask the seller to change the plan
life-key = Product key
life-key-add = Add licenses with the key
life-key-renew = Renew with the key
life-key-adds = The 25 characters of a key for this product. Its licenses are added; licenses paid by key cannot be taken out before the period has ended.
life-key-renews = The 25 characters of a key for this product. It begins a new period with the key’s licenses, which may be fewer.
life-sure-key-adds =
    { $count ->
        [one] The key adds { $count } license; there are { $total } then. A key works once.
       *[other] The key adds { $count } licenses; there are { $total } then. A key works once.
    }
life-sure-key-renews =
    { $count ->
        [one] A new period with { $count } license begins today and lasts until { $day }. A key works once.
       *[other] A new period with { $count } licenses begins today and lasts until { $day }. A key works once.
    }
life-why-key-format = A product key has 25 letters and digits, in five groups of five. Check it and enter it again
life-why-key-unknown = Nobody issued this key. Check each character, or ask whoever sold it
life-why-key-used = This key was used already. Each key works once; enter another one
life-why-key-product = This key is for another product. Enter it at a subscription of its product
life-why-key-term = This key pays for another length of time than this subscription has. Enter one for the same term
life-suspend = Suspend
life-suspend-why = Reason
life-reason-request = Customer request
life-reason-payment = Non-payment
life-reason-fraud = Fraud
life-field-suspended = Reason for the suspension
life-do-suspend = People cannot sign in to the services or use them; administrators can. It can be reactivated until { $day }; then it is deleted with its data.
life-sure-suspend = It is suspended from today. People cannot sign in to the services or use them; administrators can. Unless it is reactivated, it is deleted with its data on { $day }.
life-suspended-until = Suspended until { $day }: unless it is reactivated before, it is deleted with its data then.
life-cancel-now = Cancel now
life-off-legacy = Cancel before the next renewal date
life-credit-grant = Approve the credit check
life-credit-refuse = Refuse the credit check
life-do-credit-grant = The subscription becomes active today and its licenses can be assigned.
life-do-credit-refuse = The purchase comes to nothing; the subscription is listed as deleted.
life-sure-credit-grant = It becomes active today, and its first period lasts until { $day }.
life-sure-credit-refuse = The purchase is refused. Nobody has got anything from it, so nothing is lost; to try again, buy again.
rail-time = Time
time-lead = The clock of this demo. It only goes forward, for everybody, and everything that is due by then happens.
time-next = Next event
time-nothing = Nothing happens by itself any more.
time-hour = Move one hour forward
time-day = Move one day forward
time-next-do = Move to the next event
time-to = Day
time-date-do = Move to that day
time-past = That day lies behind. Time only goes forward
time-far = That day is too far away. Choose one within a hundred years
time-unreadable = Choose a day of the calendar
time-passed =
    { $count ->
        [0] Time has passed. Nothing was due.
        [one] Time has passed. { $count } thing happened; the audit of each customer tells it.
       *[other] Time has passed. { $count } things happened; the audit of each customer tells them.
    }
risk-calendar = Calendar
risk-calendar-lead = A calendar program can read these dates at an address of your own: one entry a day and kind of data, without names of people. Whoever has the address reads it, so treat it as a password.
risk-calendar-there = You made an address on
risk-calendar-make = Make an address
risk-calendar-again = Make another address
risk-calendar-end = End the address
risk-calendar-once = This address is shown once. Subscribe to it in your calendar program; an earlier one no longer works.
risk-calendar-address = Address
risk-calendar-ended = The address no longer works.
risk-calendar-entry = { $what }: { $count } due
audit-calendar-made = Address for calendars made
audit-calendar-ended = Address for calendars ended
leave-link = Former employee
leave-title = Former employee: { $name }
leave-lead = Three steps in this order, so that nothing is lost unseen. Each shows first what it does.
leave-block = Block sign-in
leave-block-text = Nobody signs in with this account any more, and its sessions end. No data is touched.
leave-block-sure = { $name } can no longer sign in. Sessions end at once; no data is touched.
leave-keep = Keep or hand over mail and files
leave-keep-text = A hold keeps data without an end and can be placed only before the next step. Handing mail and files to somebody else is chosen when you delete the user.
leave-kept-both = Holds keep mail and files.
leave-kept-mail = A hold keeps mail. Files are on no hold.
leave-kept-files = A hold keeps files. Mail is on no hold.
leave-kept-nothing = No hold is placed.
leave-end = Delete the user, or take the licenses
leave-end-text = Deleting frees all seats and can be undone for 30 days. Taking the licenses keeps the account and the files.
leave-revoke = Take the licenses
leave-what = What deleting would start today
leave-freed = These seats become free and are still paid for: { $products }.
leave-last-call = Nothing is held. Once the user is deleted or the licenses are taken, no hold can be placed any more.
leave-licenses = Change the licenses
