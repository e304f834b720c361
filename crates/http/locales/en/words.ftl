### Why something was refused for a user, and what would help.

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
why-role-gone = Whoever began this operation may no longer change licenses here. Somebody who may can begin it again.
why-all-or-nothing = Others are refused, and all or nothing was asked for, so nothing was changed for this user either.

fix-buy = { $count ->
    [one] Buy 1 more seat of { $product }, or free one.
   *[other] Buy { $count } more seats of { $product }, or free them.
  }
fix-location = Set the usage location, then try again.
fix-switch-off = Give { $product } with { $plan } switched off.
fix-take-away = Take { $product } away first: it cannot be together with what is wanted, which has nothing else to leave on.
fix-turn-on = Turn on one of these, or give a product that has it: { $plans }.
fix-release = Take away or switch off { $plan } first.
fix-release-from = Take away { $product } first, or switch off { $plan } in it.
fix-split = Do it in two steps, one license group at a time.
fix-take-over = Take over the self-service purchase first.
fix-group = Change the license on the group, or take the user out of it.
fix-restore = Restore the user first.
fix-address = Change { $address } on one of the two users.
fix-sibling = Once { $product } can be changed, this follows.
fix-others = Correct those who are refused or leave them out; or ask for what is possible.
fix-other-product = Choose a product that is offered there, or correct the location.
fix-again = Look at the user again and repeat the change if it is still wanted.
