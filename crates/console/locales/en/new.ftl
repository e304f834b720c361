# New customers and new products of a customer.

new-customer = New customer
new-customer-lead = The customer gets its own users, products and records. Nobody is invited or charged by this.
new-customer-sentence = { $name } ({ $domain }) becomes a customer.
new-customer-name = Name of the customer
new-customer-create = Create customer
new-name-wrong = Enter a name of at most 256 characters.
new-name-missing = Enter a display name.
new-user-alias-missing = Enter a user name.
new-domain-wrong = Enter a domain such as norte.example.
new-domain-taken = This domain belongs to another organization here. Use another one.
new-delegated-yes = Delegated administration: the partner manages users and licenses
new-delegated-no = Reseller only: the partner manages subscriptions
new-purchase-lead = A new subscription that is active at once. Its licenses can be assigned as soon as it is there. Buying it cannot be undone; licenses can be reduced within 7 days.
new-no-base = This is an add-on: it needs a subscription in force of a product that it extends, bought in the same way. Buy that first. (E-STATE, R-PROD-16)
new-base-term = This add-on is bought for the same term as the subscription that it extends, and ends with it. Choose that term. (E-INVALID, R-PROD-16)
new-seats = Licenses
new-product-none = Select a product
new-product-first = Select a product; what it costs is said here.
new-term = Term
new-term-year = One year
new-term-month = One month
new-term-three-years = Three years
new-term-once = Bought for good
new-term-not-sold = This product is not sold for that term. It is sold for: { $terms }.
new-purchase-cost = { $seats ->
    [one] 1 license of { $product } at { $price }: { $total } per term.
   *[other] { $seats } licenses of { $product } at { $price } each: { $total } per term.
  }
new-purchase-unpriced = { $seats ->
    [one] 1 license of { $product }; price not set.
   *[other] { $seats } licenses of { $product }; price not set.
  }
new-user = Add a user
new-user-lead = The user starts without licenses, which are given on the page of the user afterwards.
new-user-look = Continue
new-user-sentence = { $name } will be added as { $user }: without licenses, and with a password for the first sign-in that is shown once.
new-user-undo = Can be undone until { $date }, as long as the account is neither used nor changed.
new-user-created = { $name } was added and has a password for the first sign-in.
new-user-licenses = Give licenses to { $name }
new-user-alias-hint = What stands before the @.
field-user-name-hint = It is what the person signs in with, and ends with a domain of this customer.
field-user-name-wrong = Write the user name as name@domain, with letters, digits, . - _ or ' and a domain of this customer.
new-user-taken = Somebody here has this user name. Use another one.
new-user-location-none = Select a location
new-user-location-wrong = Select the location: licenses depend on it.
new-user-domain-wrong = Select one of the domains of the organization.
new-user-field-wrong = Use at most 64 characters on one line.
holder-all = All licenses and apps
