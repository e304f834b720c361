### Parts that many pages have: buttons, pager, filters, columns, dates.

## Buttons.

close = Cerrar
cancel = Cancelar
search = Buscar
save = Guardar
save-changes = Guardar cambios
undo = Deshacer
undo-until = hasta el { $date }
download-csv = Descargar CSV
download-json = Descargar JSON

## Pager and lists.

pager-label = Páginas
pager-first = Primera
pager-previous = Anterior
pager-next = Siguiente
pager-last = Última
pager-range = { $from }–{ $to } de { $total }
and-more =
    { $count ->
        [one] y { $count } más
       *[other] y { $count } más
    }
of-total = de { $total }
filters-on = Filtros activos
filter-remove = Quitar el filtro: { $name }
filters-clear = Quitar todos
sort-by = Ordenar por
filter-apply = Aplicar
filter-any = Cualquiera
filter-license = Estado de la licencia
filter-sign-in = Estado de inicio de sesión
filter-size = Filas por página
errors-title = Corrija lo siguiente
progress-label = Progreso
progress-text = { $done } de { $total } usuarios
progress-leave = Puede cerrar esta página; el trabajo continúa.

## Columns.

column-action = Acción
column-assigned = Asignado
column-available = Licencias disponibles
column-available-quantity = Cantidad disponible
column-changed = Cambios
column-channel = Canal de compra
column-column = Columna
column-customer = Cliente
column-deleted = Eliminado
column-department = Departamento
column-display-name = Nombre para mostrar
column-domain = Dominio
column-licenses = Licencias
column-line = Línea
column-location = Ubicación
column-next-step = Siguiente paso
column-part-number = Número de referencia
column-password = Contraseña
column-plans = Planes de servicio
column-price = Precio
column-price-month = Licencia al mes
column-price-year = Licencia al año
column-product = Producto
column-refused = Rechazados
column-relation = Relación
column-renews = Renovación o fin
column-result = Resultado
column-seats = Puestos
column-sign-in-state = Inicio de sesión
column-source = Asignada mediante
column-state = Estado
column-status = Estado
column-subscription = Suscripción
column-total-licenses = Total de licencias
column-undo = Deshacer
column-until = Se puede restaurar hasta
column-user = Usuario
column-user-name = Nombre de usuario
column-users = Usuarios
column-value = En el archivo
column-what = Qué
column-when = Cuándo
column-who = Quién

## Dates and money.

when-now = ahora
when-in-minutes =
    { $count ->
        [one] dentro de { $count } minuto
       *[other] dentro de { $count } minutos
    }
when-minutes-ago =
    { $count ->
        [one] hace { $count } minuto
       *[other] hace { $count } minutos
    }
when-in-hours =
    { $count ->
        [one] dentro de { $count } hora
       *[other] dentro de { $count } horas
    }
when-hours-ago =
    { $count ->
        [one] hace { $count } hora
       *[other] hace { $count } horas
    }
when-in-days =
    { $count ->
        [one] dentro de { $count } día
       *[other] dentro de { $count } días
    }
when-days-ago =
    { $count ->
        [one] hace { $count } día
       *[other] hace { $count } días
    }
price-not-set = precio sin definir

## Seats.

seats-taken =
    { $count ->
        [one] { $count } ocupado
       *[other] { $count } ocupados
    }
seats-free =
    { $count ->
        [one] { $count } libre
       *[other] { $count } libres
    }
seats-reserved = { $count } en asignación
seats-expiring = { $count } por caducar
seats-over =
    { $count ->
        [one] { $count } de más
       *[other] { $count } de más
    }

## Verdicts.

verdict-done = Hecho
verdict-unchanged = Sin cambios
verdict-kept = Conservada
verdict-refused = Rechazada
verdict-changed = Modificado entretanto
verdict-waiting = En espera
