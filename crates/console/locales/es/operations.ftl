### Licenses updated, operations, previews, undo.

updated-title = Licencias actualizadas
updated-attention = Requiere atención
updated-clocks = Datos con plazo
updated-all = Todos los resultados
updated-filters = Filtrar por resultado
updated-filter-all = Todos
updated-no-rows = Ninguna línea tiene este resultado.
updated-back = Volver a los usuarios
ops-see-user = Ver a { $name }
updated-sentence =
    { $users ->
        [one] { $users } usuario: { $done } con cambios, { $same } sin cambios, { $refused } con rechazo.
       *[other] { $users } usuarios: { $done } con cambios, { $same } sin cambios, { $refused } con rechazo.
    }
results-count =
    { $count ->
        [one] { $count } resultado
       *[other] { $count } resultados
    }
figure-done = con cambios
figure-unchanged = sin cambios
figure-kept = conservadas
figure-refused = rechazadas
operation-id = Operación
operation-running = En curso
operation-finished = Terminada
operation-finished-refused =
    { $count ->
        [one] Terminada, { $count } rechazado
       *[other] Terminada, { $count } rechazados
    }
operation-undone = Deshecha
operation-not-undoable = No se puede deshacer porque { $why }.
operation-final = No es posible
operation-too-late = ha pasado el plazo
operations-none = Todavía no hay operaciones
operations-none-help = Aquí se muestra todo lo que cambia usuarios o licencias, con Deshacer.
by-door = { $name }, mediante { $door }
preview-undo-title = Deshacer una operación

## Audit.

rail-activity = Registro de actividad
activity-note = Lo que hicieron sus personas y programas en sus clientes, hasta donde llega su rol. Abarca 30 días si no elige otros, y como mucho los últimos 90.
activity-company = El cliente contiene
activity-resource = Recurso
activity-one-customer = Solo registros del cliente { $customer }.
activity-too-old = El registro llega { $days } días atrás. Elija un primer día posterior.
activity-domains = Dominios
activity-calendar = Direcciones de calendario
activity-holds = Retenciones
activity-files = Archivos
activity-mailboxes = Buzones
activity-copies = Copias de buzones
activity-programs = Programas
activity-views = Vistas
audit-none = No hay registros en este período
audit-none-help = Elija otras fechas.
audit-show-all = Mostrar todos los registros
audit-from = Desde
audit-to = Hasta
audit-who-unknown = Nadie llamado «{ $text }» puede haber hecho algo aquí. Escriba un nombre de inicio de sesión, el nombre de un programa o del partner, o «Cupo».
audit-user-unknown = Este cliente no tiene ni tuvo ningún usuario «{ $text }». Escriba el nombre de inicio de sesión, también de un usuario eliminado.
audit-one-operation = Solo los registros de la operación { $operation }.
audit-every-operation = Mostrar todas las operaciones
audit-of-user = Registro de auditoría de este usuario
audit-of-operation = Registros de auditoría
ops-csv-so-far = Descargar CSV de lo hecho hasta ahora
ops-csv-part = -hasta-ahora
import-operation = Lo que hizo, línea a línea, y cómo deshacerlo
audit-dates-wrong = El primer día es posterior al último. Elija un primer día anterior.
