## Deleting users: what becomes of seats, mail and files.

delete-look = Show what happens
delete-look-again = The choices are not the ones that were shown. Look at what happens now, then delete.
delete-seats = Licenses
delete-seats-stay = The seats become free at once, stay with their subscription for others, and stay paid.
delete-seats-give =
    { $count ->
        [one] Also give { $count } seat of { $product } back to the seller
       *[other] Also give { $count } seats of { $product } back to the seller
    }
delete-seats-kept = { $products }: no seat can be given back to the seller. { $why }
delete-seats-some = Of the { $freed } seats that become free, only { $count } can go back now.
delete-seats-save = Saves { $amount }.
delete-seats-role = Only people who may also change subscriptions give seats back.
delete-seats-channel = They were bought through a partner, a volume agreement, a key or another channel where only the seller changes seats.
delete-seats-commitment = The subscription is committed for a year; seats can be given back when it renews.
delete-seats-window = It is the middle of the term; seats can be given back when the subscription renews.
delete-seats-assigned = More licenses of this product are assigned than were bought, so no seat is left to give back.
delete-seats-minimum = The subscription has its smallest number of seats already.
delete-seats-none = No subscription belongs to these seats.
delete-seats-state = The subscription is not active now.
delete-back-final = Undoing does not buy seats again that were given back: licenses then return only where a seat is free.
delete-mail = Mail
delete-mail-leave = Leave it: it is kept until { $until } and then erased
delete-mail-hand = Give it to somebody: it becomes a shared mailbox. The account stays for it, without licenses and blocked, and cannot be deleted while the mailbox is shared
delete-files = Files
delete-files-leave = Leave them: they are kept until { $until }
delete-files-hand = Give somebody access until they go, { $until }
delete-files-heir =
    { $count ->
        [one] { $who } gets access to the files of one user.
       *[other] { $who } gets access to the files of { $count } users.
    }
delete-files-heirs-more =
    { $count ->
        [one] { $count } more manager gets access to the files of others.
       *[other] { $count } more managers get access to the files of others.
    }
delete-files-nobody =
    { $count ->
        [one] Nobody gets access to the files of one user: there is no manager and no second owner who could.
       *[other] Nobody gets access to the files of { $count } users: there is no manager and no second owner who could.
    }
delete-heir = User name of the person who gets it
delete-heir-nobody = Say who gets it, with the user name
delete-heir-unknown = No active user is called { $name }
delete-heir-leaves = { $name } is one of the users to be deleted, or a shared mailbox; name somebody who stays
delete-heir-role = Only a Global admin hands mail and files over while deleting.
delete-anchors =
    { $count ->
        [one] { $count } account stays, without licenses and blocked, for its shared mailbox.
       *[other] { $count } accounts stay, without licenses and blocked, for their shared mailboxes.
    }
delete-shared = The mailbox is shared now; the account stays for it, without licenses and blocked.
delete-give-back =
    { $count ->
        [one] Give the mailbox back
       *[other] Give { $count } mailboxes back
    }
audit-mailbox-shared = Mailbox shared instead of deleted
start-mail-mailbox = A mailbox was handed to you
start-mail-mailbox-body =
    Hello { $name },

    { $count ->
        [one] the mailbox of { $who } is
       *[other] the mailboxes of { $count } people ({ $who } first) are
    } shared with you from now on.
start-mail-files = Files were handed to you
start-mail-files-body =
    Hello { $name },

    you have access to the files of { $count ->
        [one] { $who }
       *[other] { $count } people ({ $who } first)
    } until { $until }. Copy what is still needed before that day.
mail-files-end = Files you have access to end in a week
mail-files-end-body =
    Hello { $name },

    the files of { $count ->
        [one] { $who }
       *[other] { $count } people ({ $who } first)
    } go to the recycle bin on { $until }. Copy what is still needed before that day.
