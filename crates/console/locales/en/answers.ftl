### Answers on Home: what somebody could do now, each with the page that would do it.

answers-title = What you can do now
answers-none = There is nothing to do: no paid seat is unused, no license is one too many, and no data is about to be lost.
answers-age =
    { $minutes ->
        [one] The figures of people are less than { $minutes } minute old.
       *[other] The figures of people are less than { $minutes } minutes old.
    }
answers-counting = People are still being counted. Load this page again in a moment.
answers-more =
    { $count ->
        [one] { $count } more
       *[other] { $count } more
    }
answers-unused = Paid and unused seats
answers-people = People who do not sign in and hold licenses
answers-twice = Licenses held twice
answers-reduce = Subscriptions that can be reduced
answers-leaving = Purchases about to leave their cancellation window
answers-losing = People about to lose data
answers-month = { $price } a month
answers-unpriced =
    { $count ->
        [one] the price of { $count } seat is not set
       *[other] the price of { $count } seats is not set
    }
answers-unused-line =
    { $count ->
        [one] { $product }: { $count } paid seat is unused ({ $cost })
       *[other] { $product }: { $count } paid seats are unused ({ $cost })
    }
answers-blocked-line =
    { $count ->
        [one] { $count } blocked user holds licenses
       *[other] { $count } blocked users hold licenses
    }
answers-never-line =
    { $count ->
        [one] { $count } user with licenses has never signed in with the password from here
       *[other] { $count } users with licenses have never signed in with the password from here
    }
answers-twice-line =
    { $count ->
        [one] { $product }: { $count } user holds it although another license of that user contains it
       *[other] { $product }: { $count } users hold it although another license of theirs contains it
    }
answers-reduce-now-line =
    { $count ->
        [one] { $product }: { $count } of { $seats } seats can be given back now
       *[other] { $product }: { $count } of { $seats } seats can be given back now
    }
answers-reduce-until-line =
    { $count ->
        [one] { $product }: { $count } of { $seats } seats can be given back until { $until }
       *[other] { $product }: { $count } of { $seats } seats can be given back until { $until }
    }
answers-reduce-renewal-line =
    { $count ->
        [one] { $product }: { $count } of { $seats } seats can be left out from the renewal on; say so until { $until }
       *[other] { $product }: { $count } of { $seats } seats can be left out from the renewal on; say so until { $until }
    }
answers-leaving-line =
    { $count ->
        [one] { $product }: the purchase of { $count } seat can be canceled until { $until }
       *[other] { $product }: the purchase of { $count } seats can be canceled until { $until }
    }
answers-losing-line =
    { $count ->
        [one] { $count } user loses data soon, the first time on { $first }
       *[other] { $count } users lose data soon, the first on { $first }
    }
answers-see-plan = Plan fewer seats
answers-see-cancel = See what canceling does
answers-see-risk = See what saves it
answers-see-subscription = See the subscription
users-never-signed-in = Never signed in with the password from here
users-held-twice = Held twice: another license contains the product
risk-only-soon = Lost in the next { $days } days
