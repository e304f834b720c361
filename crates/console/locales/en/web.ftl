# Words that several pages share: roles, messages after an action, reasons, repairs, clocks.

role-operator = Operator of this installation
role-admin-agent = Admin agent
role-sales-agent = Sales agent
role-helpdesk-agent = Helpdesk agent
role-global-admin = Global admin
role-license-admin = License admin
role-user-admin = User admin
role-billing-admin = Billing admin
role-billing-account-owner = Billing account owner
role-billing-account-contributor = Billing account contributor
role-billing-account-reader = Billing account reader
role-billing-profile-owner = Billing profile owner
role-billing-profile-contributor = Billing profile contributor
role-global-reader = Global reader
role-groups-admin = Groups admin
role-service-support-admin = Service support admin
role-helpdesk-admin = Helpdesk admin
role-directory-reader = Directory reader
role-guest-inviter = Guest inviter
role-message-center-reader = Message center reader
role-exchange-admin = Exchange administrator
role-sharepoint-admin = SharePoint administrator
role-reports-reader = Reports reader
role-user = User

search-all = Search users, products, pages
search-outside = Search customers and pages
search-title = Search results
search-what = Type what you look for
search-what-help = Names of users, products, customers and pages are searched, also by a part of them.
search-none = Nothing is called { $text }
search-products = Products
search-pages = Pages

did-password = Your password was changed. All your other sessions have ended.
did-saved = Your changes were saved.
did-nothing = Nothing had to be changed.
did-nobody = Nobody was ticked. Tick whom to restore.
did-bought = The number of licenses was changed.
did-cleared = The selection is empty now.
did-imported = The file was imported.
did-undone = The operation was undone.
did-location = The location was saved.

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
what-nothing = Nothing to take away or to change.
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
clock-deleted-saves = Restoring the user before that day saves it.
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
