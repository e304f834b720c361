### What a customer decides about people who serve themselves.

policies-title = Self-service purchases
policies-help = Which products people may buy for themselves.
policies-open = Decide product by product
policies-lead = A change applies to what people buy or try from then on; purchases that are there stay as they are. Every new product begins as allowed.
policies-column = What people may do
policy-of = Self-service: { $product }
policy-allow = Buy and try
policy-trials = Try only, without a way to pay
policy-deny = Neither buy nor try
policy-sector = Kind of organization
policy-sector-commercial = Business or association
policy-sector-government = Public body
policy-sector-education = School or university

### What people bought of one product, for administrators.

purchases-lead = What people bought for themselves. Only the purchaser changes seats and people; an administrator takes control on the page of the purchase and then gives licenses of another subscription (E-SSP-OWNED, R-SSP-3).
purchases-count = Purchases
purchases-free = Available quantity
purchases-of = Bought by { $name }
purchases-purchaser = Purchaser
purchases-purchaser-address = Purchaser's user name
purchases-since = Since
purchases-somebody = somebody who is no longer here
purchases-more = { $count ->
    [one] One more person has a seat; the file names everybody.
   *[other] { $count } more people have a seat; the file names everybody.
 }
purchases-line = { $count ->
    [one] 1 purchase
   *[other] { $count } purchases
 } · { $free ->
    [one] 1 free seat
   *[other] { $free } free seats
 }
purchases-prices = several prices
bill-self-service-several = Self-service · { $purchases }
