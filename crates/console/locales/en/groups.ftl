### Groups that carry licenses: the list, the page of a group, its licenses and its members.

rail-groups = Groups
groups-lead = What a group gives, every member gets: all of its products or none, with the reason beside the name.
groups-none = No groups yet
groups-none-help = A group gives its licenses to everybody in it, as soon as they join.
groups-nothing-found = No group with this name
groups-nothing-found-help = Search for another part of the name.
groups-new = Create a group
groups-search = Name of a group
groups-find = Search
groups-next = More groups
groups-all = All groups
groups-column-name = Group
groups-column-members = Members
groups-column-licenses = Products
groups-column-state = State
groups-in-error =
    { $count ->
        [one] { $count } person needs attention
       *[other] { $count } people need attention
    }
groups-state-all = All licenses assigned
groups-state-progress = In progress
groups-state-errors = Errors and issues
groups-state-nothing = Gives nothing
groups-new-lead = A new group has no members and gives nothing. Both are chosen on its page.
groups-name = Name
groups-description = Description
groups-kind = Kind of group
groups-kind-security = Security group
groups-kind-mail = Security group with a mail address
groups-kind-together = Microsoft 365 group with security
groups-kind-together-open = Microsoft 365 group without security (cannot carry licenses)
groups-kind-distribution = Distribution list (cannot carry licenses)
groups-name-wrong = Write a name of 1 to { $most } letters.
groups-name-taken = Another group has this name. Choose another one.
groups-description-wrong = Write at most { $most } letters.
groups-kind-wrong = This kind of group cannot carry licenses. Create a security group for them.
groups-licenses = Licenses of the group
groups-licenses-none = This group gives nothing yet.
groups-licenses-edit = Choose licenses
groups-licenses-lead = Every member gets exactly these products. Plans are chosen here and reach each member from here.
groups-licenses-title = Licenses of { $name }
groups-licenses-saved-first = Nothing changes before you have seen what it does.
groups-column-product = Product
groups-column-plans = Service plans on
groups-column-have = Have it from here
groups-column-lack = Need attention
groups-members = People
groups-successfully = Successfully assigned
groups-actions-needed = Actions needed
groups-nobody = Nobody is in this group
groups-nobody-yet = Nobody has all licenses of this group yet; Actions needed says why.
groups-nobody-help = Add people below, by their user names.
groups-nobody-wrong = Nothing needs attention
groups-more-people = More people
groups-rule = Rule
groups-rule-optional = Rule that says who is in it (if you do not choose people by hand)
groups-rule-optional-hint = For example: user.department -eq "Ventas". Leave it empty to choose people by hand.
groups-rule-hint = For example: user.department -eq "Ventas" -and user.enabled -eq true
groups-rule-title = Rule of { $name }
groups-rule-lead = Whoever the rule covers is in the group, and nobody else. Members follow by themselves when somebody is added, imported, edited or restored.
groups-rule-says = The rule says who is in it:
groups-rule-choose = Choose members by a rule
groups-rule-edit = Edit the rule
groups-rule-give-up = Choose members by hand
groups-rule-help = How a rule is written
groups-rule-help-fields = A rule compares fields of a user with texts in quotes. Fields:
groups-rule-help-eq = Is exactly this text, or is not. A field that says nothing is "". For user.enabled write true or false, without quotes.
groups-rule-help-in = Is one of a list such as ["ES", "PT"], or none of it.
groups-rule-help-part = Begins with this text, or has it somewhere.
groups-rule-help-joint = Both must hold, one of them is enough, the opposite; brackets say what belongs together. -not binds first, then -and, then -or.
groups-rule-help-letters = Capital letters and accents count. Countries are two letters, such as ES. A quote inside a text is written \".
groups-rule-help-examples = Examples:
groups-rule-wrong = At letter { $at }: { $what }
groups-rule-wrong-empty = Write a rule, or choose people by hand.
groups-rule-wrong-long = This is more than a rule may say (3,000 letters). Shorten it, or make two groups.
groups-rule-wrong-deep = Brackets and -not are nested deeper than 16. Write fewer of them.
groups-rule-wrong-many = At most 100 comparisons in a rule, and 200 texts in a list. Make two groups.
groups-rule-wrong-attribute = A field such as user.department should stand here. The fields are listed below.
groups-rule-wrong-comparison = A comparison such as -eq should stand here.
groups-rule-wrong-unfit = user.enabled can only be compared with -eq and -ne.
groups-rule-wrong-value = A text in quotes should stand here, such as "Ventas", a list such as ["ES", "PT"], or true or false. A part to look for cannot be empty.
groups-rule-wrong-open = This text or list has no end. Write the closing quote or bracket, and commas between texts.
groups-rule-wrong-bracket = This bracket has no partner.
groups-rule-wrong-joint = -and or -or should stand here.
groups-tell-create-by-rule =
    { $count ->
        [0] The group { $name } is created. Its rule covers nobody yet; it gives nothing yet.
        [one] The group { $name } is created. Its rule covers { $count } person; it gives nothing yet.
       *[other] The group { $name } is created. Its rule covers { $count } people; it gives nothing yet.
    }
groups-tell-by-hand = Whoever is in { $name } stays. From now on people are chosen by hand.
groups-tell-covered =
    { $count ->
        [one] { $count } member is covered by the rule and stays.
       *[other] { $count } members are covered by the rule and stay.
    }
groups-tell-joiners = Joining: { $names }
groups-tell-leavers = Leaving: { $names }
groups-tell-names-more =
    { $count ->
        [one] { $names } and { $count } more
       *[other] { $names } and { $count } more
    }
groups-title-rule = Set the rule of a group
groups-title-by-hand = Choose members by hand
ops-title-group-rule = Rule of a group set
ops-title-group-by-hand = Members of a group chosen by hand
ops-title-group-follow = Groups followed their rules
ops-final-followed = the group only followed its rule; change the rule or the user instead (rule R-GROUP-3)
audit-group-rule = Rule of a group set
audit-group-followed = A group followed its rule
audit-group-by-hand = by hand
audit-group-moves = { $joined } joined, { $left } left
groups-leave = Take out
groups-not-member = Not in the group any more
groups-keeps = keeps it for now
groups-add = Add people
groups-add-names = User names, separated by commas
groups-add-hint = At most { $most } at once. For more, select them in Active users.
groups-add-names-wrong = There is no active user of this name: { $name }.
groups-add-too-many = At most { $most } people at once.
groups-add-nobody = Write at least one user name.
groups-reprocess = Reprocess
groups-reprocess-all = Reprocess everybody
groups-delete = Delete the group
groups-delete-licensed = A group with licenses cannot be deleted. Choose no licenses first, and wait until everybody has given them back.
groups-purchase = Buy licenses
groups-edit-user = Edit user
groups-tell-create = The group { $name } is created, without members and licenses.
groups-tell-join =
    { $count ->
        [0] Everybody is in { $name } already.
        [one] { $count } person joins { $name }.
       *[other] { $count } people join { $name }.
    }
groups-tell-leave =
    { $count ->
        [0] None of them is in { $name }.
        [one] { $count } person leaves { $name }.
       *[other] { $count } people leave { $name }.
    }
groups-tell-give = { $name } gives other licenses from now on.
groups-tell-give-same = { $name } gives exactly this already.
groups-tell-delete = The group { $name } is deleted. Nobody has licenses from it.
groups-tell-reprocess =
    { $count ->
        [0] { $name } has nobody to decide about.
        [one] { $count } person of { $name } is decided anew.
       *[other] { $count } people of { $name } are decided anew.
    }
groups-tell-reprocess-users =
    { $count ->
        [one] All groups of { $count } person are decided anew.
       *[other] All groups of { $count } people are decided anew.
    }
groups-tell-stay =
    { $count ->
        [one] { $count } person is where they shall be already.
       *[other] { $count } people are where they shall be already.
    }
groups-tell-forgets =
    { $count ->
        [one] { $count } person is in it. Who was in it is forgotten and cannot be brought back.
       *[other] { $count } people are in it. Who was in it is forgotten and cannot be brought back.
    }
groups-tell-product = { $product }: { $given } given, { $taken } taken, { $changed } with other plans; { $after } free afterwards.
groups-tell-background = So many people are worked on in the background. You can close the window.
groups-title-create = Create a group
groups-title-join = Add people
groups-title-leave = Take people out
groups-title-give = Licenses of a group
groups-title-delete = Delete a group
groups-title-reprocess = Reprocess
ops-title-group-create = Group created
ops-title-group-join = People added to a group
ops-title-group-leave = People taken out of a group
ops-title-group-licenses = Licenses of a group set
ops-title-group-delete = Group deleted
ops-title-group-reprocess = Group licenses reprocessed
ops-group-of = { $title }: { $name }
groups-tell-gone = { $count ->
    [one] 1 person was deleted since and stays as it is.
   *[other] { $count } people were deleted since and stay as they are.
  }
ops-final-group = a group that was deleted has no members to bring back (rule R-GROUP-13)
ops-final-reprocess = deciding anew has nothing to take back; change the group instead (rule R-GROUP-11)
action-manage-groups = Create groups and say who is in them
