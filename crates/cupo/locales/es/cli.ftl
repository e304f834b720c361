### Lo que la línea de comandos dice en respuestas para personas. La ayuda está en spanish.rs; los rechazos, en los textos comunes.

## Encabezados de tablas.

col-product = Producto
col-part-number = Referencia
col-total = Total
col-held = Asignadas
col-reserved = Reservadas
col-free = Disponibles
col-seats = Licencias
col-state = Estado
col-user = Usuario
col-back = Vuelve
col-from-groups = Mediante grupos
col-without-seat = No vuelve
col-stopped = Plazos que se detienen
col-source = Origen
col-plans-off = Planes desactivados
col-since = Desde
col-until = Hasta
col-display-name = Nombre para mostrar
col-sign-in-name = Nombre de usuario
col-department = Departamento
col-location = Ubicación
col-sign-in = Inicio de sesión
col-products = Productos
col-name = Nombre
col-domain = Dominio
col-new-users = Dominio de usuarios nuevos
col-country = País
col-users = Usuarios
col-deleted = Eliminados
col-id = Identificador
col-status = Estado
col-term = Duración
col-ends = Termina
col-price = Precio por licencia
col-when = Cuándo
col-what = Qué
col-customer = Cliente
col-about = Sobre quién
col-door = Puerta
col-details = Detalles
col-who = Quién
col-changed = Cambiados
col-refused = Rechazados
col-why = Por qué
col-result = Resultado
col-role = Rol
col-created = Creado
col-client-id = Identificador de cliente
col-plans = Planes
col-sold = A la venta
col-field = Campo
col-now = Ahora
col-then = Después
col-given = Dadas
col-taken = Quitadas
col-unchanged = Sin cambios
col-kept = Conservadas
col-missing = Licencias que faltan
col-free-now = Disponibles ahora
col-free-then = Disponibles después

col-data = Datos
col-kind = Clase
col-released = Liberada

## Listas sin entradas.

none-roles = Nadie tiene un rol.
none-holds = Nada conserva los datos de esta persona.
none-users = Nadie coincide.
none-customers = No hay clientes.
none-domains = El cliente no tiene dominios.
none-products = El cliente no tiene productos.
none-catalog = Ningún producto coincide.
none-holders = Nadie lo tiene.
none-subscriptions = El cliente no tiene suscripciones.
none-history = Nadie lo tenía ese día.
none-audit = No hay registros así en estos días.
none-operations = Todavía no se ha hecho nada.
none-outcomes = No se conserva ningún resultado.
none-programs = No hay credenciales.

## Celdas.

cell-allowed = permitido
cell-blocked = bloqueado
cell-yes = sí
cell-no = no
cell-no-price = precio no establecido

## Vistas previas y operaciones.

preview-users =
    { $users ->
        [one] { $users } usuario: { $changed } cambiará, { $unchanged } no necesita cambios, { $refused } se rechazará.
       *[other] { $users } usuarios: { $changed } cambiarán, { $unchanged } no necesitan cambios, { $refused } se rechazarán.
    }
preview-cost = Cuesta { $cost } por período.
preview-erased = { $data } de { $users } usuarios se borra el { $due }.
preview-limited = { $data } de { $users } usuarios deja de funcionar por completo el { $due }.
preview-nothing = No cambiaría nada.
preview-final = No se podría deshacer: { $why }.
preview-ask = ¿Hacerlo?
preview-refused =
    { $users ->
        [one] se rechazaría a { $users } usuario
       *[other] se rechazaría a { $users } usuarios
    }
done-refused =
    { $users ->
        [one] se rechazó a { $users } usuario
       *[other] se rechazó a { $users } usuarios
    }
done-operation = Operación { $id }: { $changed } cambiados, { $unchanged } sin necesidad de cambio, { $refused } rechazados.
done-password = { $user }: contraseña de un solo uso { $password }
done-undo = Se puede deshacer hasta { $until }.
done-final = No se puede deshacer: { $why }
not-changed = no se cambió nada

## Archivos.

file-line = línea { $line }: { $verdict } { $code } { $text }
file-more = y { $more } hallazgos más
file-exists = línea { $line }: ya existe { $name }
file-rows = { $rows } filas: { $good } buenas ({ $warned } con una advertencia), { $rejected } rechazadas, { $skipped } omitidas.
file-users = { $existing } ya existen. { $created } usuarios creados, { $updated } actualizados.
file-domains = Estos dominios no son del cliente (filas): { $domains }. Para dárselos:
file-left = Quedan fuera con ellas { $left } filas buenas.

## Programas y clientes.

app-created = { $name } puede hacer lo que puede un { $role }.
app-keep = Guarde el secreto ahora: nadie puede volver a leerlo.
app-removed = { $client } se quitó; sus tokens han terminado.
keys-loaded = Se cargaron { $count } claves.

## Trabajo largo, donde no se puede dibujar una barra.

wait-file = leyendo el archivo, { $seconds } s
wait-rows = { $rows } filas leídas, { $seconds } s
wait-preview = decidiendo, { $seconds } s
wait-save = guardando, { $seconds } s
wait-operation = operación { $id }: { $done } de { $users } usuarios, { $seconds } s
