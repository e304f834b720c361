### Signing in, passwords, the first administrator, and pages of errors.

sign-in-title = Sign in to Cupo
sign-in-button = Sign in
sign-in-suspended = What your organization bought through its partner is suspended, so people cannot sign in for now. An administrator of your organization still can.
sign-in-failed = User name or password is not right. Check both and try again.
sign-in-locked = Too many failed attempts. You can try again { $when }.
field-username = User name
field-username-hint = For example maria@contoso.example
field-username-empty = Enter the user name
field-password = Password
field-password-empty = Enter the password
field-password-new = New password
field-password-hint =
    { $count ->
        [one] At least { $count } character. Long phrases are welcome.
       *[other] At least { $count } characters. Long phrases are welcome.
    }
field-password-short =
    { $count ->
        [one] The password needs at least { $count } character
       *[other] The password needs at least { $count } characters
    }
field-password-current = Current password
field-password-current-wrong = The current password is not right
field-password-repeat = New password again
field-password-differs = The two new passwords differ
field-organisation = Name of the organization
field-domain = Domain
field-domain-hint = For example contoso.example
field-country = Country or region
field-name = Your name
field-required = Fill in this field: { $field }
password-title = Change password
password-lead = Other sessions of this account are signed out.
password-button = Change password
setup-title = Set up Cupo
setup-lead = This link works once. It creates the organization and its first Global administrator.
setup-kind = What is this installation for
setup-kind-partner = A partner that manages customers
setup-kind-single = A single organization
setup-button = Create

## Errors.

error-rule = Rule { $rule }
error-remedy = What you can do
error-home = Go to the start page
error-operation = Number of this event:
error-bug-title = Something went wrong on our side
error-bug-what = Cupo could not finish this. Nothing was changed by half: what was saved before is as it was.
error-bug-remedy = Try again. If it happens once more, give the number below to whoever runs Cupo.
resume-out = You are no longer signed in, so nothing was saved. What you typed is kept on this page: sign in here, then send it.
resume-title = Send what you had typed
resume-lead = You are signed in again. The form that you had filled in has not been sent yet; nothing was saved.
resume-language-title = Go on with the form
resume-language-lead = The page that you left answers a form. What it said is kept here and nothing was saved: send it once more to read the answer in English.
resume-button = Send the form
resume-leave = Do not send it
error-changed-remedy = Open the page again to see what it would do now.
error-form-title = This form is not from this session
error-form-what = The form comes from another site, or from a session that has ended. Nothing was changed.
error-form-remedy = Open the page again and send it from there.
error-address-title = The address is too long
error-address-what = The address of this page is longer than is allowed. Nothing was read or changed.
error-address-remedy = Shorten the search or the filters and try again.
error-page-title = There is no page here
error-page-what = The address leads nowhere, or to something that is not yours to see.
error-page-remedy = Check the address, or look for the page from the start.
