### Changes that wait for a person.

waiting-title = Waiting for approval
waiting-lead = These changes came through a door that nobody watches, or from rules, and would take much at once. Nothing has been done. Look at what each would do, then approve it or decline it.
waiting-none = Nothing waits
waiting-none-help = What is changed on screen is shown before, so it never waits here.
waiting-users = Lose a license
waiting-clocks = Data clocks
waiting-look = Look at it
waiting-approve = Approve and do it
waiting-decline = Decline
waiting-tell-licenses =
    { $count ->
        [one] The licenses of { $count } person change.
       *[other] The licenses of { $count } people change.
    }
waiting-tell-deletion =
    { $count ->
        [one] { $count } person is deleted, with all licenses and data clocks.
       *[other] { $count } people are deleted, with all licenses and data clocks.
    }
attention-waiting =
    { $count ->
        [one] { $count } large change waits for approval
       *[other] { $count } large changes wait for approval
    }
audit-change-held = Large change kept until somebody approves it
audit-change-approved = Large change approved
audit-change-declined = Large change declined
mail-waits = A large change waits for approval
mail-waits-body = { $name }: a change through a door that nobody watches would take a license from { $users } people and start { $clocks } data clocks. Nothing has been done. Open Waiting for approval.
settings-guard = People who may lose a license within an hour without anybody looking
settings-guard-hint = 5 % of a product's holders, at least 10, and at most this number. More through the API or by rules waits for approval. 0 lets everything wait.
