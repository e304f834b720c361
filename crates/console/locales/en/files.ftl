### Headings that only files have.

csv-seats-taken = Seats taken
csv-seats-free = Seats free
csv-seats-expiring = Seats expiring
csv-seats-over = Seats over-assigned
csv-customer-id = Customer ID
csv-term = Term
csv-currency = Currency
csv-starts = Begins
csv-recurring = Renews by itself
csv-subscription-id = Subscription ID
