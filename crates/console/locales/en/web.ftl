# Words that several pages share: roles, messages after an action, reasons, repairs, clocks.

role-operator = Operator of this installation
role-admin-agent = Admin agent
role-sales-agent = Sales agent
role-helpdesk-agent = Helpdesk agent
role-global-admin = Global admin
role-license-admin = License admin
role-user-admin = User admin
role-billing-admin = Billing admin
role-global-reader = Global reader
role-groups-admin = Groups admin
role-service-support-admin = Service support admin
role-helpdesk-admin = Helpdesk admin
role-directory-reader = Directory reader
role-guest-inviter = Guest inviter
role-message-center-reader = Message center reader
role-reports-reader = Reports reader
role-user = User

search-customers = Search customers
search-users = Search users

did-password = Your password was changed. All your other sessions have ended.
did-saved = Your changes were saved.
did-nothing = Nothing had to be changed.
did-bought = The number of seats was changed.
did-cleared = The selection is empty now.
did-imported = The file was imported.
did-undone = The operation was undone.
did-location = The location was saved.

unknown-product = Unknown product
unknown-plan = Unknown service plan

why-unknown-user = There is no such user at this customer.
why-account-deleted = The account is deleted.
why-no-location = The user has no usage location.
why-product-denied = { $product } is not offered in { $country }.
why-plan-denied = { $plan } is not offered in { $country }.
why-mixed-groups = Products of different license groups cannot be changed in one step.
why-self-service = The license belongs to a self-service purchase that nobody has taken over.
why-from-group = The license comes from a group and cannot be changed on the user.
why-no-seat = No seat of { $product } is free.
why-excluded = { $plan } and { $with } cannot be on for the same user.
why-excluded-from = { $plan } and { $with } (from { $product }) cannot be on for the same user.
why-needs = { $plan } needs one of these to be on as well: { $plans }.
why-needed-by = { $plan } is still needed by { $by }.
why-needed-by-from = { $plan } is still needed by { $by } (from { $product }).
why-address-taken = Another user holds the mail address { $address }.
why-sibling = Nothing was changed for this user because { $product } was refused.
why-not-held = The user does not have this license.
why-changed-since = Somebody changed this user's licenses meanwhile.

fix-buy = { $count ->
    [one] Buy 1 more seat of { $product }, or free one.
   *[other] Buy { $count } more seats of { $product }, or free them.
  }
fix-location = Set the usage location, then try again.
fix-switch-off = Give { $product } with { $plan } switched off.
fix-turn-on = Turn on one of these, or give a product that has it: { $plans }.
fix-release = Take away or switch off { $plan } first.
fix-release-from = Take away { $product } first, or switch off { $plan } in it.
fix-split = Do it in two steps, one license group at a time.
fix-take-over = Take over the self-service purchase first.
fix-group = Change the license on the group, or take the user out of it.
fix-restore = Restore the user first.
fix-address = Change { $address } on one of the two users.
fix-sibling = Once { $product } can be changed, this follows.
fix-other-product = Choose a product that is offered there, or correct the location.
fix-again = Look at the user again and repeat the change if it is still wanted.

foreseen = { $count ->
    [one] 1 user will be refused: { $why } { $fix }
   *[other] { $count } users will be refused: { $why } { $fix }
  }

what-granted = License given.
what-granted-without = License given, without { $plans }.
what-revoked = License taken away.
what-plans-on = Turned on: { $plans }.
what-plans-off = Turned off: { $plans }.
what-unchanged = Already as asked.
what-kept-inherited = Kept: a group gives it.
what-kept-self-service = Kept: it belongs to a self-service purchase.

clock-mail = { $count ->
    [one] Mail of 1 user
   *[other] Mail of { $count } users
  }
clock-mail-text = The mailbox is disconnected at once. After 30 days its content is erased for good.
clock-mail-saves = Giving a license with mail back before that day saves it.
clock-archive = { $count ->
    [one] Mail archive of 1 user
   *[other] Mail archives of { $count } users
  }
clock-apps = { $count ->
    [one] Installed apps of 1 user
   *[other] Installed apps of { $count } users
  }
clock-apps-text = Apps can only view and print after their next check, at the latest on that day. No data is lost.
clock-apps-saves = Giving the license back makes them work again.
clock-files = { $count ->
    [one] Files of 1 user
   *[other] Files of { $count } users
  }
clock-files-kept = Files are kept as long as the user exists.
clock-files-text = Files are kept until that day, then they move to the recycle bin.
clock-files-saves = Restoring the user before that day saves them.
clock-search = { $count ->
    [one] Searching the mail of 1 user
   *[other] Searching the mail of { $count } users
  }
clock-search-off = From now on searches do not find this mail.
clock-unknown = { $count ->
    [one] Unknown data of 1 user
   *[other] Unknown data of { $count } users
  }
clock-unknown-text = A service plan goes whose data Cupo knows nothing about. Look it up before you save.
