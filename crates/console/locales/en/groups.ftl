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
