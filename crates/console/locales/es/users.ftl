### Customers, users, selection, deletion and restoring.

## Dashboard and customers.

dashboard-attention = Requiere atención
dashboard-calm = Ahora nada requiere atención.
dashboard-recent = Últimas operaciones
dashboard-no-recent = Todavía no se ha cambiado nada.
dashboard-start = Empiece aquí
dashboard-customers = clientes
dashboard-users = usuarios activos
dashboard-seats-free = puestos libres
dashboard-seats-over = puestos asignados de más
dashboard-unlocated = usuarios sin ubicación
attention-full =
    { $count ->
        [one] { $product }: no hay puestos libres, { $count } ocupado
       *[other] { $product }: no hay puestos libres, { $count } ocupados
    }
attention-over =
    { $count ->
        [one] { $product }: { $count } usuario no tiene licencia válida
       *[other] { $product }: { $count } usuarios no tienen licencia válida
    }
attention-unlocated =
    { $count ->
        [one] { $count } usuario no tiene ubicación y no puede recibir licencias
       *[other] { $count } usuarios no tienen ubicación y no pueden recibir licencias
    }
attention-see = Ver los usuarios
customers-see = Ver los clientes
customers-count =
    { $count ->
        [one] { $count } cliente
       *[other] { $count } clientes
    }
customers-search = Buscar clientes por nombre o dominio
customers-none = Ningún cliente encontrado
customers-none-help = Busque otro nombre o vea todos los clientes.
relation-delegated = Administración delegada
relation-reseller = Solo revendedor
overview-seats = Puestos

## Users.

users-count =
    { $count ->
        [one] { $count } usuario
       *[other] { $count } usuarios
    }
users-search = Buscar por nombre o nombre de usuario
users-filter-by = Filtrar usuarios por...
users-selected-link = Usuarios seleccionados
users-selected-count =
    { $count ->
        [one] { $count } usuario seleccionado
       *[other] { $count } usuarios seleccionados
    }
users-show-all = Mostrar todos los usuarios
users-export = Exportar usuarios
users-more = Más
users-import = Importar usuarios
users-tick = Seleccionar a { $name }
users-tick-page = Seleccionar todos los usuarios de esta página
users-keep-ticks = Conservar las marcas de esta página
users-unlicensed = Sin licencia
users-no-location = sin ubicación
users-allowed = Permitido
users-blocked = Bloqueado
users-none = Todavía no hay usuarios
users-none-help = Agregue el primero, o importe varios desde un archivo en Más.
users-no-match = Ningún usuario coincide
users-no-match-help = Quite un filtro o busque otra cosa.
users-none-selected = No hay usuarios seleccionados
users-none-selected-help = Marque usuarios en la lista; la selección se conserva mientras busca y pasa páginas.
manage-nobody-help = Marque antes usuarios en la lista; después se cambian aquí sus licencias.
manage-nobody-link = Seleccionar usuarios

## Selection.

selection-of =
    { $selected ->
        [one] { $selected } seleccionado de { $total }
       *[other] { $selected } seleccionados de { $total }
    }
selection-page = Seleccionar esta página
selection-all = Seleccionar los { $count } que coinciden
selection-clear = Borrar selección
chip-remove = Quitar a { $name } de la selección

## Deleting and restoring.

deleted-title = Usuarios eliminados
deleted-lead = Los usuarios eliminados se pueden restaurar durante 30 días, con su correo, sus archivos y, si hay un puesto libre, sus licencias.
deleted-none = Nadie se ha eliminado en los últimos 30 días
deleted-none-help = Los usuarios eliminados aparecen aquí mientras se puedan restaurar.
restore-button = Restaurar
restore-text = Cada usuario restaurado recibe una contraseña nueva, que se muestra una sola vez. Las licencias vuelven si hay un puesto libre.
delete-button = Eliminar usuario
delete-what = Qué ocurre entonces
passwords-title = Contraseñas nuevas
passwords-once = Estas contraseñas se muestran solo en esta página, durante una hora. Anótelas antes de salir de ella.

## One user.

user-tabs = Partes de este usuario
user-account = Cuenta
user-licenses-tab = Licencias y aplicaciones
user-licenses = Licencias
field-location = Ubicación de uso
field-location-hint = Sin ubicación no se puede asignar ninguna licencia.
