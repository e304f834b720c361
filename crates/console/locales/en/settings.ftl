### Settings, mail and the catalogue.

settings-limits = Limits
settings-page-limit = Users at a time on the Licenses page
settings-page-limit-hint = From { $least } to { $most }. Active users and the partner desk have no such limit.
settings-range = Enter a whole number from { $least } to { $most }
settings-delegation = Managers get access to the files of users who are deleted
settings-delegation-yes = Yes, until the files go to the recycle bin
settings-delegation-no = No, nobody gets access and nobody is told
settings-second-owner = Who gets that access where there is no manager
settings-second-hint = User name of an active user. Optional: without one, nobody gets it.
settings-zone = Time zone

## Mail.

mail-lead = This installation sends no mail. What it would send stands here.
mail-none = No mail yet
mail-none-help = Mail is written when passwords, clocks or approvals call for it.

## Catalog.

catalogue-search = Search products by name, part number or id
catalogue-import = Import the catalog
catalogue-none = No product found
catalogue-none-help = Search for another name, or import the catalog.

## Domains.

domains-title = Domains
domains-lead = Sign-in names of users end with one of these domains. A domain belongs to one organization only.
domains-new-users = New users
domains-actions = What can be done
domains-is-default = New users get this domain
domains-make-default = Choose this one
domains-make-default-of = Choose this one for new users: { $domain }
domains-remove = Remove
domains-remove-of = Remove { $domain }
domains-add = Domains to add
domains-add-hint = For example tienda.norte.example; several with a comma or a blank between them.
domains-add-button = Add domains
domains-further = Further domains
domains-further-hint = Optional. Several with a comma or a blank between them; more can be added later in the settings.
domains-sentence-add = Sign-in names can end with { $domains } from then on.
domains-sentence-remove = No sign-in name can end with { $domains } any more, and another organization can take it.
domains-sentence-default = New users get { $domain } unless another domain is chosen.
domains-default-field = Domain of new users
domains-there = { $domain } is a domain of this customer already.
domains-taken = { $domain } belongs to another organization here.
domains-used = { $count ->
    [one] { $domain } cannot be removed: 1 user has a sign-in name or an address there, active or deleted and still restorable. Change it first.
   *[other] { $domain } cannot be removed: { $count } users have a sign-in name or an address there, active or deleted and still restorable. Change those first.
  }
domains-default-stays = New users get this domain. Choose another one for new users first.
domains-many = An organization has at most { $most } domains.
domains-long = { $domain } is too long: at most { $most } characters.
domains-letter = { $domain } cannot stand in a sign-in name as it is; write it as it is registered, with letters a to z, digits and hyphens (xn--…). { $letter }
domains-wrong = { $domain } is no domain. Write it with a dot, as in norte.example, with letters, digits and hyphens.
