# Results of operations, undoing them, and the audit log, beside what the pages themselves say.

ops-title-deleted = Users deleted
ops-title-restored = Users restored
ops-title-quantity = Number of licenses changed
ops-title-bought = Licenses bought
ops-title-imported = Users imported
ops-title-edited = User edited
ops-title-roles = Roles changed
ops-title-password = Password reset
ops-tell-password = A password for one sign-in was given, and all sessions ended
ops-title-created = User created
ops-title-other = Operation
ops-did-create = { $name } was created

ops-did-licenses = { $users ->
    [one] Licenses of 1 user
   *[other] Licenses of { $users } users
  }
ops-did-undo = { $users ->
    [one] Undone: licenses of 1 user
   *[other] Undone: licenses of { $users } users
  }
ops-did-products = { $base }: { $products }
ops-did-more-products = { $count ->
    [one] { $base }: { $products } and 1 more product
   *[other] { $base }: { $products } and { $count } more products
  }
ops-did-delete = { $users ->
    [one] 1 user was deleted
   *[other] { $users } users were deleted
  }
ops-did-restore = { $users ->
    [one] 1 user was restored
   *[other] { $users } users were restored
  }
ops-did-quantity = { $product }: from { $before } to { $after } licenses
ops-did-buy =
    { $count ->
        [one] { $count } license of { $product } was bought
       *[other] { $count } licenses of { $product } were bought
    }
ops-next-bought = Nobody holds the new licenses yet.
ops-next-assign = Assign licenses
ops-did-import =
    Users from a file: { $created ->
        [one] 1 created
       *[other] { $created } created
    }, { $updated ->
        [one] 1 updated
       *[other] { $updated } updated
    }
ops-lead-import =
    { $rows ->
        [one] 1 line of the file
       *[other] { $rows } lines of the file
    }: { $created ->
        [one] 1 created
       *[other] { $created } created
    }, { $updated ->
        [one] 1 updated
       *[other] { $updated } updated
    }, { $existing ->
        [one] 1 already there
       *[other] { $existing } already there
    }, { $rejected ->
        [one] 1 rejected
       *[other] { $rejected } rejected
    }.
ops-so-far = So far { $users } of { $total } users: { $done } changed, { $same } unchanged, { $refused } refused.

ops-person-of = { $name } ({ $organisation })
ops-somebody-of = Somebody at { $organisation }
ops-former-user = A former user
ops-program = Program { $name }
ops-program-of = Program { $name } ({ $organisation })
ops-operator = { $name }, on the server
ops-system = Cupo itself
ops-door-console = the console
ops-door-cli = the command line
ops-door-api = the Cupo API
ops-door-graph = the Graph API
ops-door-partner = the Partner Center API
ops-door-scim = SCIM
ops-door-system = Cupo itself

ops-final-role = your role does not allow it
ops-final-running = it is still running
ops-final-undone = it has been undone already
ops-final-nothing = it changed nothing
ops-final-import = imported users are deleted in Active users, where each deletion says what it takes along (rule R-DEL-1)
ops-final-import-large = it created more than { $most } users, the most that are deleted in one step (rule D-14); delete them in Active users instead
ops-final-import-updated = it took over fields of users who were there, and a file does not tell what other people wrote into them since (rule D-14); import the earlier file again
ops-final-purchase = a new subscription is canceled on its own page, within 7 days (rule R-BUY-9)
ops-final-password = the password of before is kept nowhere
ops-final-touched = the account was used, changed, licensed or deleted since; delete the user in Active users instead
ops-final-customer = a customer keeps its records and is not deleted
ops-final-other = there is no way back from it

ops-range = { $count } of { $total }
ops-lines-done = lines changed
ops-lines-unchanged = lines unchanged
ops-lines-kept = lines kept
ops-lines-refused = lines refused
ops-figure-before = licenses before
ops-figure-after = licenses after
ops-figure-created = users created
ops-figure-updated = users updated
ops-figure-existing = already there
ops-figure-rejected = lines rejected
ops-figure-skipped = lines left out
ops-figure-restored = will be restored
ops-figure-deleted = will be deleted

ops-account-deleted = The account was deleted.
ops-account-restored = The account was restored.
ops-account-joined = Joined the group.
ops-account-left = Left the group.
ops-account-deletes = The account is deleted.
ops-account-restores = The account comes back.
ops-holds = Has now: { $products }.
ops-holds-nothing = Has no license now.
ops-reason-of = { $product }: { $reason }
ops-fix-account = Open the account
ops-fix-licenses = Open the licenses
ops-fix-for = { $label }: { $name }
ops-column-code = Code
ops-column-holds = Licenses now

ops-undo-licenses = { $users ->
    [one] Undoing changes the licenses of { $changed } of 1 user back to what they were.
   *[other] Undoing changes the licenses of { $changed } of { $users } users back to what they were.
  }
ops-undo-restore = { $users ->
    [one] Undoing restores 1 user.
   *[other] Undoing restores { $users } users.
  }
ops-undo-delete = { $users ->
    [one] Undoing deletes 1 user again.
   *[other] Undoing deletes { $users } users again.
  }
ops-undo-deadline = This can be undone until { $date }.
ops-undo-changed = { $count ->
    [one] { $product } of 1 user was changed since; it stays as it is now.
   *[other] { $product } of { $count } users was changed since; it stays as it is now.
  }
ops-undo-rescues = { $count ->
    [one] 1 data clock stops.
   *[other] { $count } data clocks stop.
  }
ops-undo-price = Difference in price for each term: { $price }.
ops-confirm-loss = Undo; data will be lost from { $date } on
ops-restore-password = The user gets a one-time password, shown once.
ops-restore-passwords = Each of them gets a one-time password, shown once.
ops-restore-no-passwords = So many users at once keep their passwords; new ones are given user by user.
ops-lead-delete = { $users ->
    [one] 1 user: { $done } deleted, { $refused } refused.
   *[other] { $users } users: { $done } deleted, { $refused } refused.
  }
ops-lead-restore = { $users ->
    [one] 1 user: { $done } restored, { $refused } refused.
   *[other] { $users } users: { $done } restored, { $refused } refused.
  }
ops-users-deleted = users deleted
ops-users-restored = users restored
ops-users-refused = users refused
change-moved = What this would do is no longer what was shown.
change-gone = What you were shown is no longer kept: it was too old, or newer ones of yours took its place.
change-other = The form does not carry what was shown for it.
change-lost-title = What you were about to save is no longer kept
change-lost = Nothing was saved. It was too old, or many newer ones of yours took its place.
change-lost-remedy = Open the form again, fill it in and look at what it would do.
change-lost-back = Back to the form
ops-changed-user = { $name }: the result would be another one now.

audit-licenses-changed = Licenses changed
audit-licenses-refused = Change of licenses refused
audit-licenses-inherited = Licenses from groups changed
audit-group-created = Group created
audit-group-joined = People added to a group
audit-group-left = People removed from a group
audit-group-licenses = Licenses of a group chosen
audit-group-deleted = Group deleted
audit-group-reprocessed = Group licenses reprocessed
audit-group-started = Work on a group began
audit-group-finished = Work on a group ended
audit-group-figures = { $succeeded } with changes, { $unchanged } as before, { $failed } with an error
audit-from-group = { $what }, from { $group }
audit-former-group = A deleted group
audit-licenses-loaded = Licenses taken over at the start
audit-subscription-bought = Product bought
audit-user-created = User created
audit-user-edited = User edited
audit-user-deleted = User deleted
audit-user-delete-refused = Deletion refused
audit-user-restored = User restored
audit-user-restore-refused = Restore refused
audit-user-password = Password reset
audit-user-roles = Roles changed
audit-quantity-changed = Number of licenses changed
audit-domains-changed = Domains changed
audit-settings-changed = Settings changed
audit-organisation-created = Organization created
audit-app-created = Credentials of a program created
audit-app-removed = Credentials of a program removed
audit-column-door = Through
audit-column-about = About
audit-loaded =
    { $count ->
        [one] { $count } assignment
       *[other] { $count } assignments
    }
audit-bought =
    { $count ->
        [one] { $count } license
       *[other] { $count } licenses
    }
audit-date-unreadable = “{ $text }” is no date. Write year, month and day, such as 2026-03-31.
audit-about = { $subject }: { $what }
audit-from-to = { $before } → { $now }
audit-code = { $title } ({ $code })
audit-yes = yes
audit-no = no
audit-nothing = nothing
audit-field-display-name = Display name
audit-field-first-name = First name
audit-field-last-name = Last name
audit-field-job-title = Job title
audit-field-department = Department
audit-field-location = Usage location
audit-field-enabled = Sign-in allowed
audit-field-page-limit = Users at a time on Licenses
audit-field-file-days = Days files are kept
audit-field-agreement = Agreement of the billing account
audit-field-over-quota = Restore with licenses even where none is free
field-manager = Manager
field-manager-hint = User name. Gets access to the files if this user is deleted.
field-manager-unknown = No active user has this name
field-manager-self = Nobody is the own manager
field-addresses = Further mail addresses
field-addresses-hint = With a blank between them, in the domains of the organization. The user name is one already.
field-addresses-taken = Somebody else has one of these addresses, or it is kept for somebody who was deleted
field-addresses-many = At most { $most } addresses
field-addresses-wrong = An address is a name, @ and one of the domains of the organization
audit-field-time-zone = Time zone
field-too-long = { $field }: at most { $most } characters, none of them invisible. Shorten it.
field-not-understood = { $field }: this cannot be empty or is not understood. Fill it in.

ops-next-freed = { $count ->
    [one] 1 license of { $product } was taken away. Its seat can be given to somebody else; until it is removed from the subscription it is paid for.
   *[other] { $count } licenses of { $product } were taken away. Their seats can be given to others; until they are removed from the subscription they are paid for.
  }
ops-next-reduce = Remove licenses from the subscription

ops-title-domains = Domains changed
ops-title-settings = Settings changed
change-field = Field
change-value = Value
change-before = Before
change-after = After
change-kept = { $field }: was changed since from “{ $left }” to “{ $now }” and stays so.
change-back = { $count ->
    [0] Nothing comes back.
    [one] 1 field gets its former value back.
   *[other] { $count } fields get their former values back.
  }
change-differs = { $field }: shown was “{ $shown }”, now it is “{ $now }”.
change-subscriptions = Subscriptions of the product
change-title = What these changes do
change-of-user = { $count ->
    [0] Nothing changes for { $name }.
    [one] 1 field of { $name } changes.
   *[other] { $count } fields of { $name } change.
  }
change-of-settings = { $count ->
    [0] No setting changes.
    [one] 1 setting changes.
   *[other] { $count } settings change.
  }
change-of-roles = { $count ->
    [0] { $name } keeps the same roles.
    [one] 1 role of { $name } changes.
   *[other] { $count } roles of { $name } change.
  }
change-blocks = Sign-in is blocked at once, and sessions that are open end.
change-retention = A file’s last day counts from its user’s deletion, also for users who are deleted already.
change-retention-waiting =
    { $count ->
        [one] The files of { $count } deleted user get another last day: { $days } days after the deletion.
       *[other] The files of { $count } deleted users get another last day: { $days } days after the deletion.
    }
change-retention-at-once =
    { $count ->
        [one] The files of { $count } of them go to the recycle bin at once.
       *[other] The files of { $count } of them go to the recycle bin at once.
    }
look-first-title = This is what it does. Nothing has been saved yet
look-first-help = Save again to do exactly this.
updated-back-settings = Back to the settings
ops-final-hold = what has lost its last hold cannot be held again
ops-final-life = that step of a subscription has no way back
ops-final-suspended = what was suspended is reactivated on its own page
ops-final-seller = a plan of the seller is changed by the seller alone
ops-final-key = a product key works once and is used up
ops-title-hold = Hold placed
ops-title-release = Hold released
ops-title-life = Subscription changed
audit-billing-changed = Recurring billing changed
audit-scheduled = Licenses for the next period set
audit-canceled = Subscription canceled
audit-credit-granted = Credit check approved
audit-key-used = Product key used
audit-credit-refused = Credit check refused
audit-extended = Trial extended
audit-reactivated = Subscription reactivated
audit-removed = Subscription deleted by a person
audit-started = Subscription began
audit-renewed = Subscription renewed
audit-converted = Trial became a purchase
audit-expired = Subscription expired
audit-disabled = Subscription disabled
audit-suspended = Subscription suspended
audit-deleted = Subscription deleted
audit-mail-erased = Mailbox erased
audit-archive-erased = Mail archive erased
audit-data-kept = Data kept by a hold
audit-files-to-bin = Files moved to the recycle bin
audit-files-erased = Files erased
audit-files-archived = Files archived
audit-apps-reduced = Apps can only view and print
audit-clock-ended = Clock ended without loss
audit-user-purged = Account gone for good
audit-files-end-soon = Reminder: files end in seven days
