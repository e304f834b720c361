### Where one starts, accounts, deleting and restoring, importing: what these pages say beside the shared words.

## Entrance.

start-demo-title = Demo accounts
start-demo-lead = All people and customers here are invented. Look around as any of these.
start-demo-role = Role
start-demo-enter = Sign in as { $role }
start-must-change = This password was made for one sign-in. Choose your own to go on.
start-password-long =
    { $count ->
        [one] The password may have at most { $count } byte
       *[other] The password may have at most { $count } bytes
    }
start-password-same = The new password is the current one. Choose another
start-setup-gone-title = This link does not work any more
start-setup-gone-what = A setup link works once and for 24 hours. This one was used, is too old, or is not complete.
start-setup-gone-remedy = If Cupo is set up already, sign in. Otherwise start the server again: it prints a new link.
start-setup-long = At most { $count } characters fit here
start-setup-domain = Enter a domain with a dot, letters, digits and hyphens only
start-setup-alias = Use letters, digits, dots, hyphens and underscores before the @, at most 50
start-setup-other-domain = The user name must end with @{ $domain }, or leave that part out

## Dashboard, home, overview.

start-nothing-help = If you expected to manage users or licenses, ask a Global admin of your organization for a role.
start-organisation = Organization
start-dashboard-lead = All your customers together. Users and seats are shown as they are now.
start-deleted-users = deleted users that can be restored
start-see-licenses = See the licenses
start-see-subscriptions = See the subscriptions
start-sub-expired =
    { $count ->
        [one] { $product }: the subscription with { $count } license expired on { $day }
       *[other] { $product }: the subscription with { $count } licenses expired on { $day }
    }
start-sub-disabled =
    { $count ->
        [one] { $product }: the subscription with { $count } license is disabled and gives no service
       *[other] { $product }: the subscription with { $count } licenses is disabled and gives no service
    }
start-sub-suspended =
    { $count ->
        [one] { $product }: the subscription with { $count } license is suspended
       *[other] { $product }: the subscription with { $count } licenses is suspended
    }
start-sub-ends =
    { $count ->
        [one] { $product }: the subscription with { $count } license ends on { $day } and is not renewed
       *[other] { $product }: the subscription with { $count } licenses ends on { $day } and is not renewed
    }
start-op-licenses =
    { $count ->
        [one] Licenses of { $count } user changed
       *[other] Licenses of { $count } users changed
    }
start-op-undo =
    { $count ->
        [one] A change undone for { $count } user
       *[other] A change undone for { $count } users
    }
start-op-delete =
    { $count ->
        [one] { $count } user deleted
       *[other] { $count } users deleted
    }
start-op-restore =
    { $count ->
        [one] { $count } user restored
       *[other] { $count } users restored
    }
start-op-import =
    { $count ->
        [one] { $count } user imported
       *[other] { $count } users imported
    }
start-op-quantity = Number of licenses changed
start-op-other =
    { $count ->
        [one] { $count } user changed
       *[other] { $count } users changed
    }
start-by-gone = somebody who is gone
start-by-app = the program { $name }
start-by-operator = { $name } at the command line
start-by-system = Cupo itself
start-why-reseller = This customer does not let you administer its users. You see and change its subscriptions; users and licenses stay with the customer.
start-why-cloud = This customer belongs to the cloud operated by 21Vianet, where partners do not administer users. You see and change its subscriptions.
start-subscriptions = subscriptions
start-seats-bought = licenses bought
start-no-partner = Without a partner
start-mail-password = Your password was reset
start-mail-password-body =
    Hello { $name },

    an administrator has given you a new password. You will receive it from that person; it is not in this message.
    At your next sign-in you choose a password of your own.

    If you did not ask for this, tell your administrator.

## Accounts.

start-password-ask =
    { $sessions ->
        [0] { $name } gets a one-time password that you are shown; the present one is good no longer. Nobody is signed in as this user now.
        [one] { $name } gets a one-time password that you are shown; the present one is good no longer. { $sessions } session that is open now ends.
       *[other] { $name } gets a one-time password that you are shown; the present one is good no longer. { $sessions } sessions that are open now end.
    }
start-password-given = { $name } has a new password for one sign-in. All sessions of this user have ended.
start-back-to = Back to { $name }
start-restore-gone = The 30 days are over; it cannot be restored any more.
start-restore-synced = Comes from a directory; restore it there.
start-restore-back = Back to deleted users
deleted-user-title = { $name } was deleted
deleted-user-what = The account was deleted on { $day }.
deleted-user-until = It can be restored until { $until }.
deleted-user-restore = Restore { $name }
start-restore-rename = Change the user name of { $name } ({ $signin })
returns-title = What comes back
returns-no-license = No license comes back.
returns-licenses = Comes back: { $products }.
returns-groups = Through groups: { $products }.
returns-without = Does not come back, because no seat is free: { $products }.
returns-groups-not = Not through groups: { $product }. { $why }
returns-stops = Data clocks that stop: { $data }.
returns-as = Comes back as { $name }.
returns-seats =
    { $product }: { $back ->
        [one] 1 license comes back
       *[other] { $back } licenses come back
    }; free seats: { $before } now, { $after } afterwards.
returns-seats-not =
    { $product }: { $back ->
        [one] 1 license comes back
       *[other] { $back } licenses come back
    }, { $missing } cannot; free seats: { $before } now, { $after } afterwards.
returns-clocks =
    { $data }: { $count ->
        [one] the clock of 1 user stops.
       *[other] the clocks of { $count } users stop.
    }
restore-as-title = Restore under another user name
restore-as-help = A user name with one of the domains of the customer. Leave it empty to keep the name of before.
restore-as = User name for { $name } (before: { $signin })
restore-as-look = See what would happen
start-restore-unique = Another user has this user name as a mail address. Choose another name.
start-restore-clash = An active user has this user name now. Rename that user first, or restore this one under another name.
start-restore-active = The user is active already.
start-restore-title = Restore users
start-restore-one = The user will be restored, with mail and files.
start-restore-sentence =
    { $count ->
        [one] { $count } of { $total } users will be restored, with mail and files.
       *[other] { $count } of { $total } users will be restored, with mail and files.
    }
start-restore-without-help = No seat is free for these. Free or buy seats first, or restore the users without them:
start-restore-refused = Not restored
start-restore-passwords =
    { $count ->
        [one] The user gets a new password, which is shown once.
       *[other] Each user gets a new password; all are shown once.
    }
start-restore-no-passwords = More than { $count } users get no new passwords at once. Give them one by one where they are needed.
start-restored-one = { $name } is back. This is the new password for the first sign-in.
start-restored-many =
    { $count ->
        [one] { $count } of { $total } users is back. This is the new password for the first sign-in.
       *[other] { $count } of { $total } users are back. These are the new passwords for their first sign-in.
    }
start-see-result = See what was restored
start-delete-names =
    { $count ->
        [0] Nobody will be deleted.
        [one] { $count } user will be deleted: { $names }
       *[other] { $count } users will be deleted: { $names }
    }
start-delete-many =
    { $count ->
        [0] None of { $total } users will be deleted.
        [one] { $count } of { $total } users will be deleted.
       *[other] { $count } of { $total } users will be deleted.
    }
start-delete-refused =
    { $count ->
        [one] { $names } will not be deleted. { $why }
       *[other] { $count } users will not be deleted: { $names }. { $why }
    }
start-delete-self = This is your own account; somebody else has to delete it.
start-delete-last-admin = It is your own account, or the last Global admin of the customer. Give that role to another user first.
start-delete-synced = The account comes from a directory. Delete it there.
start-delete-anchored = Mail forwarding or a shared mailbox depends on the account. Remove that first.
start-delete-role = Your role deletes only people who are no administrators. Ask a Global admin.
start-delete-frees = Seats that become free at once, and stay paid: { $list }.
start-delete-until = Deleted users can be restored until { $day }.
start-freed =
    { $count ->
        [one] { $product } ({ $count })
       *[other] { $product } ({ $count })
    }

## Import of users.

start-import-wait = At most { $megabytes } MB. A large file takes a while; the page answers when it is checked.
start-import-gone = The file is not here any more: it was replaced, or an hour has passed. Upload it again.
start-import-accepted = good rows without a warning
start-import-warned = good rows with a warning
start-import-rejected = rejected rows
start-import-skipped = skipped rows
start-import-existing = users who exist already
start-import-all = All findings
start-import-tab-rejected = Findings that reject a row
start-import-tab-warned = Warnings
start-import-tab-skipped = Findings that skip a row
start-import-tab-existing = Users who exist already
start-import-exists = Exists
start-import-will-update = A user with this name exists; its fields will be taken from the file.
start-import-will-skip = A user with this name exists and stays as it is.
start-import-update =
    { $count ->
        [one] Update { $count } user
       *[other] Update { $count } users
    }
start-import-both = Create { $create } and update { $update } users
start-import-leaving =
    { $count ->
        [one] { $label }, leave out { $count } rejected row
       *[other] { $label }, leave out { $count } rejected rows
    }
start-import-more = The first { $shown } findings are listed here and { $count } more are in the download.
start-import-running = The file is being imported: { $rows } of { $total } rows so far.
start-import-done =
    The file was imported: { $created ->
        [one] { $created } user created
       *[other] { $created } users created
    }, { $updated ->
        [one] { $updated } updated
       *[other] { $updated } updated
    }, { $rejected ->
        [one] { $rejected } row left out
       *[other] { $rejected } rows left out
    }.
start-import-failed = The import stopped before its end. Rows that were written stay; upload the file again and users who exist are left as they are.
