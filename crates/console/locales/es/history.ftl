### Quién tenía qué un día.

history-of-user = Qué tenía { $name } un día
history-of-product = Quién tenía { $product } un día
history-link = Qué tenía un día
history-link-product = Quién lo tenía un día
history-on = Día
history-hint = Lo que se tenía al terminar el día; hoy, lo que se tiene ahora.
history-show = Mostrar
history-none = No se tenía nada
history-none-help = Al terminar ese día no se tenía ninguna licencia. Elija otro día.
history-how = Por
history-direct = Directa
history-group = Grupo
history-self-service = Compra de autoservicio
history-off = Planes de servicio desactivados
history-all-on = ninguno
history-since = Desde
history-until = Hasta
history-still = se tiene todavía
history-later = Ese día aún no ha llegado. Elija uno anterior.
history-unknown = Los registros de este cliente empiezan más tarde. Elija un día posterior.
history-unreadable = Esto no es una fecha. Escriba año, mes y día, por ejemplo 2026-03-31.
