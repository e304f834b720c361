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
risk-way-hand-over = Give somebody else access to the files
risk-way-export = Take a copy
risk-way-bin = A SharePoint administrator brings the files back from the recycle bin
risk-way-recover = Recover or restore the mailbox that is kept
risk-way-release = It is kept until the hold is released
risk-column-state = Account
risk-column-data = Data
risk-column-why = Why
