### Licenses, products, subscriptions, buying, settings and the import of the catalog: what the templates do not name.

## Licenses and the page of a product.

bill-no-service = No service: every seat is suspended
bill-self-service-of = Self-service: { $name }
bill-source-group = From a group
bill-plan-company = Takes effect for the whole organization.
bill-note-no-service = Every seat of this product is suspended or canceled. Those who hold it get no service until its subscription is active again.
bill-note-self-service = Users bought seats of this product for themselves: { $taken } of { $total } are taken. They are not part of the figures above and are managed by their purchasers.
bill-note-end-of-sale = This product is no longer sold. The seats there are can still be assigned.
bill-nobody-ticked = Nobody was ticked. Tick the users who shall lose the license.
bill-people-missing = Enter at least one user name.
bill-no-match = No user who holds this product matches
bill-no-match-help = Search for something else, or show all who hold it.


## Subscriptions.

bill-channel-legacy = Older online agreement (MOSA)
bill-channel-state = { $channel }, { $state }
bill-bought-by = Bought by { $name }
bill-price-three-years = { $price } a license for three years
bill-price-once = { $price } a license, once
bill-change-quantity = Change the number of licenses
bill-why-role = Your role shows subscriptions but does not change them.
bill-why-credit = A credit check is under way. Wait for its result.
bill-why-scheduled = It accepts no change before it starts.
bill-why-expired = It has ended. Its licenses still count for a while; renew it to keep them.
bill-why-suspended = It is suspended. It must be active again before it can change.
bill-why-disabled = It is disabled. Renew or reactivate it first.
bill-why-deleted = It is deleted and cannot be changed.
bill-why-reseller = It was bought through a partner. Ask the partner to change it.
bill-why-direct = The customer bought it directly and changes it there.
bill-why-prepaid = It was bought with a product key. Add licenses with another key; they cannot be taken out.
bill-why-volume = It belongs to a volume agreement and is changed there.
bill-why-trial = A trial cannot be changed. Buy the product instead.
bill-why-self-service = It belongs to the user who bought it until somebody takes it over.
bill-why-free = A free sign-up has no licenses to buy.

## Buying.

bill-nothing-to-buy = No licenses can be bought here
bill-no-subscription = There is no subscription of { $product } that you can change.
bill-none-grows = No subscription of { $product } can grow now.
bill-subscription-why = { $channel }, { $quantity } licenses: { $why }
bill-nothing-partner = Sell the customer a subscription of this product, or free licenses that somebody does not need.
bill-nothing-customer = Ask whoever sells to you for a subscription of this product, or free licenses that somebody does not need.
bill-buy-subscription = Buy a new subscription of { $product }
bill-go-back = Go back
bill-other = { $channel }, { $quantity } licenses
bill-buy-unpriced =
    { $count ->
        [one] Adds { $count } license. Its price is not set.
       *[other] Adds { $count } licenses. Their price is not set.
    }
bill-buy-fewer-unpriced =
    { $count ->
        [one] Removes { $count } license. Its price is not set.
       *[other] Removes { $count } licenses. Their price is not set.
    }
bill-qty-number = Enter a whole number of licenses, digits only.
bill-qty-same = The total is the same as now. Enter the new total, not the difference.
bill-qty-minimum =
    { $count ->
        [one] The offer needs at least { $count } license. Enter that or more.
       *[other] The offer needs at least { $count } licenses. Enter that or more.
    }
bill-qty-maximum =
    { $count ->
        [one] At most { $count } license is possible. Enter that or fewer; more need another subscription.
       *[other] At most { $count } licenses are possible. Enter that or fewer; more need another subscription.
    }
bill-qty-end-of-sale = This product is no longer sold, so that licenses cannot be added. Choose its successor.
bill-qty-window = Licenses can be given back within 7 days of buying, renewing or adding them; that time is over.
bill-qty-window-some =
    { $count ->
        [one] Only { $count } license can be given back now: the one that was added within 7 days.
       *[other] Only { $count } licenses can be given back now: those that were added within 7 days.
    }
bill-qty-window-later = Fewer are possible again when the subscription renews on { $date }.
bill-qty-assigned =
    { $count ->
        [0] Every seat is assigned. Unassign licenses first, then reduce.
        [one] Only { $count } seat is not assigned. Unassign more licenses first, then reduce.
       *[other] Only { $count } seats are not assigned. Unassign more licenses first, then reduce.
    }
bill-qty-etag = Somebody changed this subscription meanwhile. What it is now stands above; save again if you still want this total.

## Settings.

bill-settings-retention = Days files are kept after a user was deleted
bill-settings-retention-hint = From { $least } to { $most }.
bill-settings-over-quota = Restored users get their licenses back where no seat is free
bill-settings-over-quota-yes = Yes, even where this makes a shortage
bill-settings-buying = Buying
bill-settings-agreement = Agreement of the billing account
bill-settings-agreement-online = Older online agreement: Global and Billing admins buy
bill-settings-agreement-customer = Customer agreement: roles of the billing account buy
bill-settings-agreement-unknown = Choose one of the two agreements.
bill-settings-agreement-hint = Under the customer agreement, buying, reducing, canceling, recurring billing and reactivating need the role Billing account owner or contributor, or Billing profile owner or contributor. Give these roles under Roles first.
bill-settings-over-quota-no = No, they come back without those licenses
bill-settings-region = Time zone
bill-settings-zone-unknown = Choose a time zone of the list.

## Catalog.

bill-catalogue-all = Show all products
bill-import-read = { $rows ->
        [one] { $rows } row read
       *[other] { $rows } rows read
    }: { $products } products, { $plans } service plans, { $pairs } pairs of the two.
bill-import-nothing = All of it is known already; there is nothing to import.
bill-import-shown = Importing makes the changes below and takes nothing away.
bill-import-apply = Import the changes
bill-import-large = The file is larger than { $megabytes } MB. The published list is near 1 MB; choose that one.
bill-import-gone = This file does not wait here any more. Choose it again.
bill-import-changed = The catalog changed since the file was checked; nothing was imported. What importing does now stands below.
bill-figure-new-products = new products
bill-figure-changed-products = changed products
bill-figure-new-plans = new service plans
bill-figure-changed-plans = changed service plans
bill-figure-new-pairs = new pairs
bill-figure-odd = oddities, taken all the same
bill-figure-rejected = rows left out
bill-findings-all = All
bill-findings-odd = Odd

bill-odd-taken = Taken: { $text }
bill-odd-other-line = See line { $line }.
bill-odd-no-break-space = A no-break space; taken as a blank.
bill-odd-tab = A tab; taken as a blank.
bill-odd-outer-blank = A blank before or after the text; left out.
bill-odd-double-blank = Several blanks side by side; taken as one.
bill-odd-inner-blank = A blank inside an identifier; kept, it may belong there.
bill-odd-guid-case = A GUID in capital letters; taken in small ones.
bill-odd-letter-case = The same name in other capitals elsewhere; one spelling was taken.
bill-odd-other-name = Another name for the same GUID elsewhere; the most frequent one was taken.
bill-odd-other-part-number = Another part number for the same product elsewhere; the most frequent one was taken.
bill-odd-cut-off = The name lacks its end; the whole name was taken from another row.
bill-odd-name-of-other-plan = The name belongs to another plan; the plan's own name was taken.
bill-odd-identifier-as-name = An identifier stands where a name should be; a real name was taken.
bill-odd-unbalanced-bracket = A bracket without its other half.
bill-odd-fused-names = Two identifiers in one cell; the second is the plan's own.
bill-odd-name-missing = No name; the identifier was taken.
bill-odd-duplicate-row = The same row stands above already; left out.
bill-odd-duplicate-pair = This product and plan stand above already under other names; left out.
bill-odd-part-number-shared = Another product has this part number too; both were taken.
bill-odd-product-name-shared = Another product has this name too; both were taken.
bill-odd-plan-name-shared = Another plan has this name too; both were taken.
bill-odd-product-and-plan = This GUID is a product and a plan; both were taken.
bill-odd-heading-again = The heading line once more; left out.
bill-odd-empty-row = A row of empty cells; left out.

bill-reject-cell-count = The row has { $found } cells; six are expected. Put cells with a comma inside in quotation marks.
bill-reject-open-quote = A quotation mark is opened and never closed. Close it.
bill-reject-after-quote = Text stands right after a closing quotation mark. Double the marks inside a cell.
bill-reject-line-too-long = The line is too long to be one of this list. A quotation mark may be missing.
bill-reject-cell-too-long = The cell is too long to be one of this list.
bill-reject-not-utf8 = The row is not in UTF-8. Save the file in UTF-8.
bill-reject-control = A control character is in the cell. Remove it.
bill-reject-empty = The GUID or identifier is missing. Add it.
bill-reject-guid = This is not a GUID. Correct it.

bill-file-unreadable = The file could not be read. Choose it again.
bill-file-empty = The file is empty. The list begins with its six headings.
bill-file-heading = Line 1, column { $column }: the heading is “{ $seen }” and should be “{ $expected }”. Choose the CSV as published, with commas and in UTF-8.
bill-file-rejects = More than { $max } rows cannot be read, the first on line { $first }; reading stopped on line { $line }. This seems to be another file.
