### Imports: the file, what was found in it, applying it.

import-users-title = Import users
import-users-lead = A CSV file with the sixteen columns of the admin center, with English or Spanish headings. An import of at most { $most } new users can be undone for 30 days: whoever was not touched since is deleted again. One that takes over fields of users who are there, or creates more, cannot be undone as a whole (rule D-14).
import-users-hint = Comma or semicolon; UTF-8 or Windows-1252. The file is checked first; nothing is created until you apply it.
import-template-en = Template in English
import-template-es = Template in Spanish
import-catalogue-lead = The official CSV of product names and service plan identifiers, as published.
import-catalogue-hint = Importing the same file twice changes nothing the second time.
import-file = CSV file
import-file-missing = Choose a file
import-existing = Users who already exist
import-existing-skip = Leave them as they are
import-existing-update = Update them from the file
import-check = Check the file
import-apply-users =
    { $count ->
        [one] Create { $count } user
       *[other] Create { $count } users
    }
import-apply-products =
    { $count ->
        [one] Import { $count } product
       *[other] Import { $count } products
    }
import-clean = Nothing odd was found.
import-findings = Findings by line
import-findings-csv = Download the findings
import-sentence =
    { $rows ->
        [one] { $rows } row read: { $good } good, { $bad } rejected, { $skipped } skipped.
       *[other] { $rows } rows read: { $good } good, { $bad } rejected, { $skipped } skipped.
    }
import-domains = { $count ->
    [one] { $count } row is rejected because this customer lacks the domain: { $domains }.
   *[other] { $count } rows are rejected because this customer lacks these domains: { $domains }.
  }
import-domains-add = Add them in the settings, then check the file again
import-changed =
    { $before ->
        [one] Users were added or removed since this was shown, and nothing was imported. { $before } user would have been created then, { $now } now. Look through it, and press again.
       *[other] Users were added or removed since this was shown, and nothing was imported. { $before } users would have been created then, { $now } now. Look through it, and press again.
    }
import-domains-role = A Global administrator, or the partner, can add them in the settings.
import-accept = Accepted
import-warn = Warning
import-skip = Skipped
import-reject = Rejected

finding-exists = A user with this name exists already. Choose to skip or to update existing users.

## Licenses from a file.

license-file-title = Licenses from a file
license-file-do = Change licenses from a file
license-file-export = Export licenses
license-file-lead = A CSV file with a row for each user and product. Export the licenses, edit the file and upload it here: what is not edited does not change.
license-file-hint = Columns User, Product and Plans off, with English or Spanish headings; products by part number, GUID or name. Comma or semicolon; UTF-8 or Windows-1252. Nothing changes until you save.
license-file-mode = What the rows say
license-file-replace = Everybody in the file shall have exactly these licenses
license-file-assign = Give these licenses
license-file-revoke = Take these licenses away
license-file-others = Users who are not in the file shall have no license at all
license-file-others-mode = Only a file that says what everybody shall have can speak for those who are not in it. Choose that, or clear the box.
license-file-left-out =
    { $rows ->
        [one] { $rows } good row is left out too, because its user has a rejected row.
       *[other] { $rows } good rows are left out too, because their users have a rejected row.
    }
license-file-users = Users
license-file-plan = What saving does
license-file-nothing = Everything is as the file says already. There is nothing to save.
