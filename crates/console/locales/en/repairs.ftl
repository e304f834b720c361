## Repairs of whole groups.

repair-buy =
    { $seats ->
        [one] Buy { $seats } license of { $product } and come back
       *[other] Buy { $seats } licenses of { $product } and come back
    }
repair-location =
    { $count ->
        [one] Set a location for { $count } user
       *[other] Set a location for { $count } users
    }
repair-switch-off =
    { $count ->
        [one] See it for { $count } user with { $plan } of { $product } switched off
       *[other] See it for { $count } users with { $plan } of { $product } switched off
    }
repair-take-away =
    { $count ->
        [one] See it for { $count } user with { $product } taken away
       *[other] See it for { $count } users with { $product } taken away
    }
repair-release =
    { $count ->
        [one] See it for { $count } user without { $plan }
       *[other] See it for { $count } users without { $plan }
    }
repair-turn-on =
    { $count ->
        [one] See it for { $count } user with { $plan }, by giving { $product }
       *[other] See it for { $count } users with { $plan }, by giving { $product }
    }
repair-other =
    { $count ->
        [one] See it for { $count } user with what is missing
       *[other] See it for { $count } users with what is missing
    }
repair-all = For everybody who is selected: { $what }
repair-all-off = switch off { $plan } of { $product }
repair-all-off-anywhere = switch off { $plan }
repair-all-take = take away { $product }
repair-all-give = give { $product } with { $plan }
repair-for-all = Do this for everybody who is selected
locations-lead =
    { $count ->
        [one] { $count } selected user has no usage location. Choose the country in which the licenses are used.
       *[other] { $count } selected users have no usage location. Choose the country in which their licenses are used.
    }
locations-choose = Choose a country
locations-show = Show what happens
locations-nobody = No selected user lacks a location
locations-nobody-help = Here one usage location is set for all selected users who have none.
locations-nobody-link = Show users without a location
locations-sentence =
    { $count ->
        [0] Nobody gets another location.
        [one] { $count } user gets the location { $country }.
       *[other] { $count } users get the location { $country }.
    }
locations-back =
    { $count ->
        [0] Nobody gets another location.
        [one] { $count } user gets the earlier location back, or none.
       *[other] { $count } users get their earlier locations back, or none.
    }
locations-unchanged =
    { $count ->
        [one] { $count } user has this location already.
       *[other] { $count } users have this location already.
    }
locations-kept =
    { $count ->
        [one] { $count } user was given another location since and keeps it.
       *[other] { $count } users were given other locations since and keep them.
    }
ops-title-located = Locations set
ops-did-locate =
    { $count ->
        [one] { $count } user got another location
       *[other] { $count } users got another location
    }
