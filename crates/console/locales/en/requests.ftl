### Asking for a license where one may not buy.

my-requests = My requests
my-requests-lead = What you asked for, for yourself and others. You are told by mail when somebody answers. Requests are kept for twelve months.
my-requests-none = You have asked for nothing
my-requests-none-help = Where a product cannot be bought, the list of products leads to a request.
requests-title = Requests
requests-lead = Licenses that people ask for where they may not buy. Whoever gives licenses answers each person. Requests are kept for twelve months.
requests-none = Nobody waits for an answer
requests-none-help = What people ask for stands here until everybody is answered.
requests-open = Waiting
requests-all = All
requests-older = Older requests
request-link = Request a license
request-title = Request { $product }
request-lead = Your administrators see who asks for whom, and you are told by mail what they answer.
request-people = For whom
request-people-hint = User names of people of your organization, separated by commas; at most { $most } people.
request-note = Why
request-send = Send the request
request-when = Asked
request-who = Who asks
request-for = For whom
request-waits = Waiting
request-decided = Answered
request-waiting = waiting
request-granted = granted
request-refused = refused
request-leave = Leave waiting
request-grant = Grant
request-refuse = Refuse
request-direct = Directly
request-through = How they get it
request-answer = Answer
request-answer-title = Answer the request for { $product }
request-answer-note = What you tell them
request-answer-lead = Asked by { $name } on { $day }. { $note }
request-tell-ask = You ask for { $product } for { $people ->
    [one] one person
   *[other] { $people } people
 }. Your administrators answer each of them.
request-tell-answer = { $product }: granted to { $granted }, refused to { $refused }.
request-tell-through = They join the group { $group } and get what it gives.
request-procedure = How people ask for licenses instead
request-procedure-hint = At most { $most } characters. While it says anything, people read it and no new requests are taken; those that wait can be answered.
request-procedure-says = How to ask for a license here:
request-no-procedure = Your organization takes requests another way. Read its message on the page Buy.
request-no-buy = You may buy this product yourself, so nobody has to be asked.
request-no-waiting = Somebody of these people waits for this product already.
request-no-answered = Somebody of these people was answered in the meantime.
request-no-nobody = Nobody can get it as things are, and nobody is refused. Nothing would change.
request-no-seats = There are no seats of this product that administrators give. Buy some first.
request-no-group = This group does not give the product.
request-no-through = Not everybody can get it through this group, so nobody joins. { $text }
ops-title-request-ask = Licenses requested
ops-title-request-answer = Request answered
ops-did-ask = { $product } requested for { $people ->
    [one] one person
   *[other] { $people } people
 }.
ops-final-request = everybody was told; give or take the license itself (rule R-REQ-2)
did-own-asked = Your request is sent.
mail-granted = Your license was granted
mail-granted-body = { $name }: you have { $product } now. { $reason }
mail-refused = Your request was refused
mail-refused-body = { $name }: you do not get { $product }. { $reason }
mail-answered = Your request was answered
mail-answered-body = { $name }: { $product } was granted to { $granted } and refused to { $refused } of the people for whom you asked. { $reason }
