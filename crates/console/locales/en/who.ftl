# Whom a preview concerns.

who-gains = Get licenses
who-losses = Lose licenses
who-plans = Get other service plans
who-refused = Refused
who-stays = Stay as they are
who-title = Whom this change concerns
who-lead = As it was worked out for the preview. Nothing has been changed yet.
who-back = Back to the change
who-none = Nobody.
who-gone = User who is gone
who-wider = Whole group
who-shown = { $count ->
    [one] 1 user on this page
   *[other] { $count } users on this page
  }
who-erased = { $data }, erased for good
who-reduced = { $data }, view and print only
who-ends = { $data }, no longer there
