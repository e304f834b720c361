### Encabezados que solo tienen los archivos.

csv-seats-taken = Puestos ocupados
csv-seats-free = Puestos libres
csv-seats-expiring = Puestos que expiran
csv-seats-over = Puestos asignados de más
csv-customer-id = Id. de cliente
csv-term = Período
csv-currency = Moneda
csv-starts = Comienza
csv-recurring = Se renueva sola
csv-subscription-id = Id. de suscripción
