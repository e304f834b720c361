# The users list, the selection, the wizard and the panels.

wiz-any = Any
wiz-licensed = Licensed
wiz-unlicensed = Unlicensed
wiz-chip-search = Search: { $text }
wiz-chip-product = Holds { $product }
wiz-chip-location = Location: { $country }
wiz-chip-department = Department: { $name }
wiz-chip-blocked = Sign-in blocked
wiz-chip-allowed = Sign-in allowed
wiz-seats-missing = { $count ->
    [one] 1 seat is missing.
   *[other] { $count } seats are missing.
  }
wiz-paid-already = These seats are paid for already.
wiz-still-paid = The seats stay in the subscription and are still paid for.
save-nobody = Saving changes nobody.
save-refused-users = { $count ->
    [one] 1 user will be refused.
   *[other] { $count } users will be refused.
  }
save-unchanged-users = { $count ->
    [one] 1 user is already as asked.
   *[other] { $count } users are already as asked.
  }
save-kept-inherited = { $count ->
    [one] 1 license inherited from a group is kept.
   *[other] { $count } licenses inherited from groups are kept.
  }
save-kept-self-service = { $count ->
    [one] 1 self-service license is kept.
   *[other] { $count } self-service licenses are kept.
  }
wiz-changed-many = Licenses, seats or users are not what they were when it was shown.
wiz-changed-user = { $name } ({ $signin }) has another result now.
wiz-changed-said = { $name } ({ $signin }), { $product }. Before: { $was } Now: { $now }
wiz-changed-holds = { $name } ({ $signin }) has other licenses, services or data clocks now.
wiz-changed-gone = { $name } ({ $signin }) is no longer among the users.
wiz-changed-new = { $name } ({ $signin }) came to the users after the preview.
wiz-changed-nothing = Nothing.
wiz-object-id = Object ID
wiz-job-title = Job title
wiz-first-name = First name
wiz-last-name = Last name
wiz-set-location = Set the location
wiz-no-location-note = This user has no usage location; a license can be given once there is one.
wiz-self-service-row = { $product } (self-service)
wiz-locked-self-service = Belongs to a self-service purchase. An administrator cannot change it before taking control of the purchase.
wiz-locked-for-good = Bought for good by a partner. Only the Licenses page gives and takes it.
wiz-open-licenses-page = Open it on the Licenses page
wiz-through-group = Through the group
wiz-group-failed = Could not be given through the group
wiz-locked-inherited = Inherited from a group. Change it on the group.
wiz-plan-inherited = on through a group
web-place = Where: { $place }
web-place-form = the form
web-place-file = the file
web-place-address = the address
web-place-language = the language
web-place-limit = Where: { $place }; limit: { $limit }
web-place-least = Enter { $limit } or more.
web-place-most = Enter { $limit } or fewer.
wiz-sign-in-allowed = Sign-in is allowed
wiz-reset-password = Reset password
wiz-columns = Columns
