### What was found in a file of users, and why a file cannot be read at all. The key is finding- and the stable code.

finding-user-empty = The user name is required and missing. Write it as name@domain.
finding-display-empty = The display name is required and missing. Write the name that lists should show.
finding-user-no-at = The user name has no @. Write it as name@domain.
finding-user-two-at = The user name has more than one @. Keep one.
finding-user-no-alias = Nothing stands before the @. Write the person's part of the name.
finding-user-no-domain = Nothing stands after the @. Add one of the customer's domains.
finding-domain-unknown = { $domain } is not a domain of this customer. Use one that is.
finding-domain-one-label = The domain { $domain } has no dot. Write it whole.
finding-domain-long = The domain has { $length } characters; { $limit } are allowed. Use a shorter one.
finding-user-dot-start = The user name starts with a dot. Remove it.
finding-user-dot-end = A dot stands just before the @. Remove it.
finding-user-dot-twice = Two dots stand side by side. Keep one.
finding-user-accent = The letter { $letter } is not allowed before the @. Use plain letters a to z.
finding-user-space = There is a blank inside the user name. Remove it.
finding-user-zero-width = An invisible character ({ $letter }) is inside the user name. Type the name again.
finding-user-homoglyph = { $letter } is a letter of another script that looks like { $like }. Type the name again.
finding-user-forbidden = The character { $letter } is not allowed in a user name. Remove it.
finding-user-long = { $length } characters stand before the @; { $limit } are allowed. Shorten it.
finding-dup-row = The same row stands on line { $line } already. Remove one.
finding-dup-user = This user name stands on line { $line } already. Give one of the two another name.
finding-too-long = { $length } characters; { $limit } are allowed. Shorten it.
finding-control = A control character ({ $letter }) is in the cell. Remove it.
finding-location-unknown = No country is called { $text }. Use its name or its two-letter code.
finding-cells-few = The row has { $found } cells; { $expected } are expected. A column may be missing.
finding-cells-many = The row has { $found } cells; { $expected } are expected. Put cells with a separator inside in quotation marks.
finding-other-delimiter = This row is separated by { $found }, the file by { $expected }. Use one of the two throughout.
finding-open-quote = A quotation mark is opened and never closed. Close it.
finding-text-after-quote = Text stands right after a closing quotation mark. Double the marks inside a cell.
finding-row-long = The row is longer than { $limit } bytes. A quotation mark may be missing.
finding-formula = It starts like a formula, and a spreadsheet would run it. Check that it is meant.
finding-bidi = A mark ({ $letter }) changes the order of the letters: what is shown is not what is stored. Type it again.
finding-invisible = An invisible character ({ $letter }) is in the cell. Type it again if it is not meant.
finding-mojibake = The letters were read with the wrong encoding once; probably { $likely }.
finding-replacement = A letter was lost before the file was written. Look it up and write it again.
finding-location-empty = No location. The user can be created and gets no license until there is one.
finding-location-alias = { $text } is not the code of the standard; { $code } is taken.
finding-zip-no-zero = The postal code lost its leading zero; probably { $likely }.
finding-phone-scientific = { $text } is how a spreadsheet shows a long number. Write the number in full.
finding-email-form = This does not look like a mail address. Check it.
finding-mixed-encoding = This row has another encoding than the rows before. Check its accents.
finding-empty-line = An empty line.
finding-only-delimiters = Only separators, no values.
finding-heading-again = The heading line once more.
finding-tab = tab

## Whole files.

file-empty = The file is empty. Choose another one.
file-workbook = This is a workbook, not a CSV file. Save it as CSV and try again.
file-binary = This file is not text. Choose a CSV file.
file-heading-absent = Line { $line } should have the headings and starts with { $text }. Add the heading line of the template.
file-headings-wrong = The headings on line { $line } are not those of the template:
file-heading-unknown = Column { $cell } is called { $text }, which is not known.
file-heading-twice = Column { $cell } is { $text } a second time.
file-heading-missing = The column { $text } is missing.
file-heading-broken = The heading line { $line } cannot be read; a quotation mark may be missing.
file-rows = The file has more than { $limit } rows. Divide it into several files.
file-read = Reading stopped at line { $line }. Upload the file again.

## Files of licenses.

license-file-nobody = The file names nobody, so nobody's licenses change.
license-file-rejected = Rows are rejected. Correct them and upload the file again.
license-file-others-at-risk = Rows are rejected, and users who are not in the file would lose everything: a misspelled name would cost somebody all licenses. Correct the rows and upload the file again.
finding-lic-no-user = No user. Write the sign-in name.
finding-lic-user-unknown = Nobody of this customer signs in as { $text }. Check the spelling.
finding-lic-no-product = No product. Write its part number, GUID or name.
finding-lic-product-unknown = No product is called { $text }. Use its part number, GUID or name.
finding-lic-product-ambiguous = Several products are called { $text }: { $choices }. Use the GUID of one.
finding-lic-product-not-owned = This customer has no seats of { $text }. Buy some, or remove the row.
finding-lic-product-company = { $text } applies to the whole organization and is not given to users. Remove the row.
finding-lic-plan-unknown = The product has no service plan { $text }. Use the plan's name or id; put a semicolon between several.
finding-lic-plan-company = The service plan { $text } applies to the whole organization and cannot be switched off for a user. Remove it.
finding-lic-plans-alone = Service plans are named and no product. Add the product.
finding-lic-plans-ignored = Plans say nothing where a license is taken away. They are ignored.
finding-lic-state-unknown = { $text } is no state. Leave the cell as it was exported, or empty.
finding-lic-again = The same stands on line { $line } already. Once is enough.
finding-lic-contradicts = Line { $line } wants other service plans for the same user and product. Keep one of the two rows.
finding-lic-nothing-and-something = Line { $line } says the reverse: one row gives this user a product, the other says that the user shall have nothing. Keep one.
