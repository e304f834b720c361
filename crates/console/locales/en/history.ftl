### Who held what on a day.

history-of-user = What { $name } held on a day
history-of-product = Who held { $product } on a day
history-link = What was held on a day
history-link-product = Who held it on a day
history-on = Day
history-hint = What was held when the day ended; today, what is held now.
history-show = Show
history-none = Nothing was held
history-none-help = No license was held at the end of this day. Choose another day.
history-how = From
history-direct = Direct
history-group = Group
history-self-service = Self-service purchase
history-off = Service plans off
history-all-on = none
history-since = Since
history-until = Until
history-still = still held
history-later = This day has not come yet. Choose an earlier one.
history-unknown = The records of this customer begin later. Choose a later day.
history-unreadable = This is no date. Write year, month and day, such as 2026-03-31.
