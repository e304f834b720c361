### What people buy for themselves: their own pages.

rail-mine = Mine
my-licenses = My licenses and apps
my-shop = Buy
my-purchases = Manage my purchases
my-hello = Hello, { $name }. This is what you hold now.
my-licenses-none = You hold no license
my-licenses-none-help = Your administrators give licenses, or you buy one yourself.
my-column-product = Product
my-column-from = Where it comes from
my-column-apps = Apps and services
my-from-direct = Given to you by your organization
my-from-group = From a group: { $name }
my-from-own = From a purchase of your own
my-from-other = From the purchase of a colleague
my-apps-none = All its services are switched off
my-shop-lead = You buy for yourself and for people of your organization. You pay the seller; Cupo keeps no card. Your administrators see what you buy.
my-shop-none = Nothing is for sale here
my-shop-none-help = No product of the catalog has a price.
my-shop-buy = Buy
my-shop-try = Try free for a month
my-shop-find = Find a product
my-shop-nothing = No product has such a name
my-shop-all = All products
my-order-title = Buy { $product }
my-trial-title = Try { $product }
my-trial-lead = A trial costs nothing, takes no card, and ends by itself after a month.
my-order-seats = Seats
my-order-seats-hint = From 1 to { $most }.
my-order-term = Period and price of a seat
my-purchases-lead = What you bought yourself. Only you change its seats, until an administrator takes control.
my-purchases-none = You have bought nothing
my-purchases-none-help = What you buy stands here, with its seats and its people.
my-column-state = State
my-column-seats = Seats
my-column-price = Price of a seat
my-column-until = Period ends
my-trial = Trial
my-purchase-people = People with a seat
my-purchase-nobody = Nobody has a seat yet.
my-purchase-since = Since { $day }
my-purchase-first = These are the first { $count }. To take the seat of somebody else, find the person.
my-purchase-find = Find a person with a seat
my-purchase-give = Give seats to
my-purchase-give-hint = User names of people of your organization, separated by commas; at most { $most } people at a time.
my-purchase-take = Take the seat of
my-purchase-change = Number of seats
my-purchase-cancel = Cancel the purchase
my-purchase-cancel-lead = Everybody loses the license at once, and the purchase is deleted.
my-purchase-renews = Renews on { $day }
my-purchase-ends = Ends on { $day }
my-fact-term = Period
my-names-wrong = Nobody of your organization is called { $name } here. You can give seats only to people of your own organization (E-SCOPE, R-SSP-2).
my-tell-buy = You buy { $seats ->
    [one] { $seats } seat
   *[other] { $seats } seats
 } of { $product } for { $price }. You give the seats to people afterwards.
my-tell-trial = You try { $product } with { $seats ->
    [one] { $seats } seat
   *[other] { $seats } seats
 } until { $day }, free of charge. Nothing follows it by itself.
my-tell-seats = { $product } has { $after } seats instead of { $before }. That makes a difference of { $price }.
my-tell-people = { $product }: { $given } given, { $taken } taken; { $free } free afterwards.
my-tell-cancel = Your purchase of { $product } ends now and is deleted. { $people ->
    [0] Nobody holds a seat.
    [one] One person loses the license.
   *[other] { $people } people lose the license.
 }
my-per-month = { $price } a month
my-per-year = { $price } a year
my-per-three-years = { $price } for three years
my-price-none = nothing
my-title-people = People with a seat
my-title-seats = Change the number of seats
my-refused-guest = You are a guest here, and guests do not buy for the organization. Ask your administrator for a license.
my-refused-sector = In public bodies and schools nobody buys for themselves. Ask your administrator for a license.
my-refused-country = In the country of your organization nobody buys for themselves. Ask your administrator for a license.
my-refused-product = This product is not sold to people in the country of your organization. Ask your administrator for a license.
my-refused-policy = Your organization does not allow buying this product for yourself. Ask your administrator for a license.
my-refused-trials = Your organization allows only a free trial of this product. Ask your administrator for a license.
my-refused-bought = You have bought this product already. Change its number of seats in Manage my purchases.
my-refused-tried = You have tried this product before.
my-refused-sold = This product is no longer sold.
my-refused-ended = This purchase is not in force any more.
my-refused-people = At most { $most } people at a time.
my-refused-nobody = Say to whom you give a seat, or whose you take.
my-refused-both = Nobody can get a seat and lose it at the same time.
my-refused-scope = You can give seats only to people of your own organization.
my-refused-assigned = { $free ->
    [0] Every seat is held. Take seats from people first.
    [one] Only one seat can go; the others are held. Take seats from people first.
   *[other] Only { $free } seats can go; the others are held. Take seats from people first.
 }
my-refused-rule = { $text } ({ $code }, { $rule })
my-refused-title = You cannot buy this for yourself
did-own-bought = You have bought it. Now give the seats to people.
did-own-changed = The purchase is changed.
did-own-ended = The purchase has ended.
action-serve-self = Buy for oneself
action-take-over = Take control of what people bought for themselves
ops-title-self-buy = Self-service purchase
ops-title-self-seats = Seats of a self-service purchase changed
ops-title-self-people = People of a self-service purchase changed
ops-title-self-cancel = Self-service purchase canceled by its purchaser
ops-title-self-move = Self-service purchase taken over: people moved
ops-title-self-end = Self-service purchase taken over: canceled
ops-self-of = { $title }: { $product }, { $seats ->
    [one] { $seats } seat
   *[other] { $seats } seats
 }
ops-final-self-service = only the purchaser changes it, on the page of the purchase (rule R-SSP-2)
ops-final-self-service-ended = a purchase that ended is deleted; its people get another license instead (rule R-SSP-6)
audit-taken-over = Self-service purchase taken over
take-title = Take control of this subscription
take-lead = Nobody but the purchaser changes its seats. Whoever takes control ends it: either its people get a license of another subscription, or they lose theirs. The purchaser is told by mail.
take-move = Move users
take-to = Move them to
take-end = Cancel subscription
take-reason = Why it is canceled
take-tell-move = { $people ->
    [0] Nobody holds a seat of { $product }.
    [one] One person gets { $to } instead of { $product }.
   *[other] { $people } people get { $to } instead of { $product }.
 } The purchase is deleted, and its purchaser is told by mail.
take-tell-end = { $people ->
    [0] Nobody holds a seat of { $product }.
    [one] One person loses { $product }.
   *[other] { $people } people lose { $product }.
 } The purchase is deleted, and its purchaser is told by mail.
take-refused-move = { $count ->
    [one] One person cannot be moved, so nobody is.
   *[other] { $count } people cannot be moved, so nobody is.
 } { $text }
take-refused-reason = Say why it is canceled.
mail-moved = Your purchase was taken over
mail-moved-body = { $name }: an administrator took control of what you bought. Its people have another license now, and the purchase is deleted.
mail-ended = Your purchase was canceled
mail-ended-body = { $name }: an administrator canceled what you bought. The reason: { $reason }
