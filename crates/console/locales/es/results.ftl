# Resultados de las operaciones, cómo deshacerlas y el registro de auditoría, además de lo que dicen las páginas.

ops-title-deleted = Usuarios eliminados
ops-title-restored = Usuarios restaurados
ops-title-quantity = Número de licencias cambiado
ops-title-bought = Licencias compradas
ops-title-imported = Usuarios importados
ops-title-edited = Usuario modificado
ops-title-roles = Roles cambiados
ops-title-password = Contraseña restablecida
ops-tell-password = Se dio una contraseña de un solo uso y terminaron todas las sesiones
ops-title-created = Usuario creado
ops-title-other = Operación
ops-did-create = Se creó a { $name }

ops-did-licenses = { $users ->
    [one] Licencias de 1 usuario
   *[other] Licencias de { $users } usuarios
  }
ops-did-undo = { $users ->
    [one] Deshecho: licencias de 1 usuario
   *[other] Deshecho: licencias de { $users } usuarios
  }
ops-did-products = { $base }: { $products }
ops-did-more-products = { $count ->
    [one] { $base }: { $products } y 1 producto más
   *[other] { $base }: { $products } y { $count } productos más
  }
ops-did-delete = { $users ->
    [one] Se eliminó 1 usuario
   *[other] Se eliminaron { $users } usuarios
  }
ops-did-restore = { $users ->
    [one] Se restauró 1 usuario
   *[other] Se restauraron { $users } usuarios
  }
ops-did-quantity = { $product }: de { $before } a { $after } licencias
ops-did-buy =
    { $count ->
        [one] Se compró { $count } licencia de { $product }
       *[other] Se compraron { $count } licencias de { $product }
    }
ops-next-bought = Nadie tiene todavía las licencias nuevas.
ops-next-assign = Asignar licencias
ops-did-import =
    Usuarios de un archivo: { $created ->
        [one] 1 creado
       *[other] { $created } creados
    }, { $updated ->
        [one] 1 actualizado
       *[other] { $updated } actualizados
    }
ops-lead-import =
    { $rows ->
        [one] 1 línea del archivo
       *[other] { $rows } líneas del archivo
    }: { $created ->
        [one] 1 creado
       *[other] { $created } creados
    }, { $updated ->
        [one] 1 actualizado
       *[other] { $updated } actualizados
    }, { $existing ->
        [one] 1 ya existente
       *[other] { $existing } ya existentes
    }, { $rejected ->
        [one] 1 rechazada
       *[other] { $rejected } rechazadas
    }.
ops-so-far = Hasta ahora { $users } de { $total } usuarios: { $done } con cambios, { $same } sin cambios, { $refused } con rechazo.

ops-person-of = { $name } ({ $organisation })
ops-somebody-of = Alguien de { $organisation }
ops-former-user = Un usuario anterior
ops-program = Programa { $name }
ops-program-of = Programa { $name } ({ $organisation })
ops-operator = { $name }, en el servidor
ops-system = El propio Cupo
ops-door-console = la consola
ops-door-cli = la línea de comandos
ops-door-api = la API de Cupo
ops-door-graph = la API de Graph
ops-door-partner = la API del Centro de partners
ops-door-scim = SCIM
ops-door-system = el propio Cupo

ops-final-role = su rol no lo permite
ops-final-running = todavía está en curso
ops-final-undone = ya se ha deshecho
ops-final-nothing = no cambió nada
ops-final-import = los usuarios importados se eliminan en Usuarios activos, donde cada eliminación dice qué se lleva consigo (regla R-DEL-1)
ops-final-import-large = creó más de { $most } usuarios, el máximo que se elimina de una vez (regla D-14); elimínelos en Usuarios activos
ops-final-import-updated = tomó campos de usuarios que ya existían, y un archivo no dice qué han escrito otros en ellos desde entonces (regla D-14); importe de nuevo el archivo anterior
ops-final-purchase = una suscripción nueva se cancela en su propia página, en un plazo de 7 días (regla R-BUY-9)
ops-final-password = la contraseña anterior no se guarda en ningún sitio
ops-final-touched = desde entonces la cuenta se usó, se cambió, recibió licencias o se eliminó; en su lugar, elimine el usuario en Usuarios activos
ops-final-customer = un cliente conserva sus registros y no se elimina
ops-final-other = no tiene vuelta atrás

ops-range = { $count } de { $total }
ops-lines-done = líneas con cambios
ops-lines-unchanged = líneas sin cambios
ops-lines-kept = líneas conservadas
ops-lines-refused = líneas rechazadas
ops-figure-before = licencias antes
ops-figure-after = licencias después
ops-figure-created = usuarios creados
ops-figure-updated = usuarios actualizados
ops-figure-existing = ya existían
ops-figure-rejected = líneas rechazadas
ops-figure-skipped = líneas omitidas
ops-figure-restored = se restaurarán
ops-figure-deleted = se eliminarán

ops-account-deleted = La cuenta se eliminó.
ops-account-restored = La cuenta se restauró.
ops-account-joined = Se unió al grupo.
ops-account-left = Salió del grupo.
ops-account-deletes = La cuenta se elimina.
ops-account-restores = La cuenta vuelve.
ops-holds = Tiene ahora: { $products }.
ops-holds-nothing = Ahora no tiene ninguna licencia.
ops-reason-of = { $product }: { $reason }
ops-fix-account = Abrir la cuenta
ops-fix-licenses = Abrir las licencias
ops-fix-for = { $label }: { $name }
ops-column-code = Código
ops-column-holds = Licencias ahora

ops-undo-licenses = { $users ->
    [one] Al deshacer, las licencias de { $changed } de 1 usuario vuelven a ser las que eran.
   *[other] Al deshacer, las licencias de { $changed } de { $users } usuarios vuelven a ser las que eran.
  }
ops-undo-restore = { $users ->
    [one] Al deshacer se restaura 1 usuario.
   *[other] Al deshacer se restauran { $users } usuarios.
  }
ops-undo-delete = { $users ->
    [one] Al deshacer se vuelve a eliminar 1 usuario.
   *[other] Al deshacer se vuelven a eliminar { $users } usuarios.
  }
ops-undo-deadline = Se puede deshacer hasta el { $date }.
ops-undo-changed = { $count ->
    [one] { $product } de 1 usuario se cambió después; queda como está ahora.
   *[other] { $product } de { $count } usuarios se cambió después; queda como está ahora.
  }
ops-undo-rescues = { $count ->
    [one] Se detiene 1 plazo de datos.
   *[other] Se detienen { $count } plazos de datos.
  }
ops-undo-price = Diferencia de precio por período: { $price }.
ops-confirm-loss = Deshacer; se perderán datos a partir del { $date }
ops-restore-password = El usuario recibe una contraseña de un solo uso, que se muestra una vez.
ops-restore-passwords = Cada uno recibe una contraseña de un solo uso, que se muestra una vez.
ops-restore-no-passwords = Tantos usuarios a la vez conservan sus contraseñas; las nuevas se dan usuario por usuario.
ops-lead-delete = { $users ->
    [one] 1 usuario. Eliminados: { $done }; rechazados: { $refused }.
   *[other] { $users } usuarios. Eliminados: { $done }; rechazados: { $refused }.
  }
ops-lead-restore = { $users ->
    [one] 1 usuario. Restaurados: { $done }; rechazados: { $refused }.
   *[other] { $users } usuarios. Restaurados: { $done }; rechazados: { $refused }.
  }
ops-users-deleted = usuarios eliminados
ops-users-restored = usuarios restaurados
ops-users-refused = usuarios rechazados
change-moved = Lo que esto haría ya no es lo que se mostró.
change-gone = Lo que se le mostró ya no se conserva: era demasiado antiguo o lo sustituyeron otras vistas previas suyas más recientes.
change-other = El formulario no lleva lo que se mostró para él.
change-lost-title = Lo que iba a guardar ya no se conserva
change-lost = No se ha guardado nada. Era demasiado antiguo o lo sustituyeron muchas otras vistas previas suyas más recientes.
change-lost-remedy = Abra de nuevo el formulario, complételo y revise lo que ocurriría.
change-lost-back = Volver al formulario
ops-changed-user = { $name }: ahora el resultado sería otro.

audit-licenses-changed = Licencias cambiadas
audit-licenses-refused = Cambio de licencias rechazado
audit-licenses-inherited = Licencias de grupos cambiadas
audit-group-created = Grupo creado
audit-group-joined = Personas agregadas a un grupo
audit-group-left = Personas quitadas de un grupo
audit-group-licenses = Licencias de un grupo elegidas
audit-group-deleted = Grupo eliminado
audit-group-reprocessed = Licencias de grupo reprocesadas
audit-group-started = Empezó el trabajo sobre un grupo
audit-group-finished = Terminó el trabajo sobre un grupo
audit-group-figures = { $succeeded } con cambios, { $unchanged } como estaban, { $failed } con un error
audit-from-group = { $what }, del grupo { $group }
audit-former-group = Un grupo eliminado
audit-licenses-loaded = Licencias tomadas de origen
audit-subscription-bought = Producto comprado
audit-user-created = Usuario creado
audit-user-edited = Usuario modificado
audit-user-deleted = Usuario eliminado
audit-user-delete-refused = Eliminación rechazada
audit-user-restored = Usuario restaurado
audit-user-restore-refused = Restauración rechazada
audit-user-password = Contraseña restablecida
audit-user-roles = Roles cambiados
audit-quantity-changed = Número de licencias cambiado
audit-domains-changed = Dominios cambiados
audit-settings-changed = Configuración cambiada
audit-organisation-created = Organización creada
audit-app-created = Credenciales de un programa creadas
audit-app-removed = Credenciales de un programa eliminadas
audit-column-door = Mediante
audit-column-about = Sobre quién o qué
audit-loaded =
    { $count ->
        [one] { $count } asignación
       *[other] { $count } asignaciones
    }
audit-bought =
    { $count ->
        [one] { $count } licencia
       *[other] { $count } licencias
    }
audit-date-unreadable = «{ $text }» no es una fecha. Escriba año, mes y día, por ejemplo 2026-03-31.
audit-about = { $subject }: { $what }
audit-from-to = { $before } → { $now }
audit-code = { $title } ({ $code })
audit-yes = sí
audit-no = no
audit-nothing = nada
audit-field-display-name = Nombre para mostrar
audit-field-first-name = Nombre
audit-field-last-name = Apellidos
audit-field-job-title = Puesto
audit-field-department = Departamento
audit-field-location = Ubicación de uso
audit-field-enabled = Inicio de sesión permitido
audit-field-page-limit = Usuarios a la vez en Licencias
audit-field-file-days = Días que se conservan los archivos
audit-field-agreement = Contrato de la cuenta de facturación
audit-field-over-quota = Restaurar con licencias aunque no quede ninguna libre
field-manager = Responsable
field-manager-hint = Nombre de usuario. Obtiene acceso a los archivos si este usuario se elimina.
field-manager-unknown = Ningún usuario activo tiene ese nombre
field-manager-self = Nadie es su propio responsable
field-addresses = Otras direcciones de correo
field-addresses-hint = Separadas por un espacio, en los dominios de la organización. El nombre de usuario ya es una.
field-addresses-taken = Otra persona tiene una de estas direcciones, o está reservada para alguien que se eliminó
field-addresses-many = Como máximo { $most } direcciones
field-addresses-wrong = Una dirección es un nombre, @ y uno de los dominios de la organización
audit-field-time-zone = Zona horaria
field-too-long = { $field }: como máximo { $most } caracteres, ninguno invisible. Acórtelo.
field-not-understood = { $field }: no puede quedar vacío o no se entiende. Rellénelo.

ops-next-freed = { $count ->
    [one] Se ha quitado 1 licencia de { $product }. Se puede asignar a otra persona; mientras no se quite de la suscripción se sigue pagando.
   *[other] Se han quitado { $count } licencias de { $product }. Se pueden asignar a otras personas; mientras no se quiten de la suscripción se siguen pagando.
  }
ops-next-reduce = Quitar licencias de la suscripción

ops-title-domains = Dominios cambiados
ops-title-settings = Configuración cambiada
change-field = Campo
change-value = Valor
change-before = Antes
change-after = Después
change-kept = { $field }: ha cambiado desde entonces de «{ $left }» a «{ $now }» y se queda así.
change-back = { $count ->
    [0] No vuelve nada.
    [one] 1 campo recupera su valor anterior.
   *[other] { $count } campos recuperan sus valores anteriores.
  }
change-differs = { $field }: se mostró «{ $shown }», ahora es «{ $now }».
change-subscriptions = Suscripciones del producto
change-title = Qué hacen estos cambios
change-of-user = { $count ->
    [0] No cambia nada de { $name }.
    [one] Cambia 1 campo de { $name }.
   *[other] Cambian { $count } campos de { $name }.
  }
change-of-settings = { $count ->
    [0] No cambia ningún ajuste.
    [one] Cambia 1 ajuste.
   *[other] Cambian { $count } ajustes.
  }
change-of-roles = { $count ->
    [0] { $name } conserva los mismos roles.
    [one] Cambia 1 rol de { $name }.
   *[other] Cambian { $count } roles de { $name }.
  }
change-blocks = El inicio de sesión se bloquea al momento y las sesiones abiertas terminan.
change-retention = El último día de los archivos se cuenta desde la eliminación de su usuario, también para los usuarios ya eliminados.
change-retention-waiting =
    { $count ->
        [one] Los archivos de { $count } usuario eliminado tienen otro último día: { $days } días después de la eliminación.
       *[other] Los archivos de { $count } usuarios eliminados tienen otro último día: { $days } días después de la eliminación.
    }
change-retention-at-once =
    { $count ->
        [one] Los archivos de { $count } de ellos pasan enseguida a la papelera.
       *[other] Los archivos de { $count } de ellos pasan enseguida a la papelera.
    }
look-first-title = Esto es lo que ocurrirá. Todavía no se ha guardado nada
look-first-help = Vuelva a guardar para hacer exactamente esto.
updated-back-settings = Volver a la configuración
ops-final-hold = lo que perdió su última retención no se puede volver a retener
ops-final-life = ese paso de una suscripción no tiene vuelta atrás
ops-final-suspended = lo que se suspendió se reactiva en su propia página
ops-final-seller = un plan del vendedor solo lo cambia el vendedor
ops-final-key = una clave de producto sirve una sola vez y ya se gastó
ops-title-hold = Retención aplicada
ops-title-release = Retención levantada
ops-title-life = Suscripción modificada
audit-billing-changed = Facturación periódica modificada
audit-scheduled = Licencias del próximo período fijadas
audit-canceled = Suscripción cancelada
audit-credit-granted = Comprobación de crédito aprobada
audit-key-used = Clave de producto usada
audit-credit-refused = Comprobación de crédito rechazada
audit-extended = Prueba ampliada
audit-reactivated = Suscripción reactivada
audit-removed = Suscripción eliminada por una persona
audit-started = La suscripción comenzó
audit-renewed = La suscripción se renovó
audit-converted = La prueba pasó a ser una compra
audit-expired = La suscripción expiró
audit-disabled = La suscripción se deshabilitó
audit-suspended = La suscripción se suspendió
audit-deleted = La suscripción se eliminó
audit-mail-erased = Buzón borrado
audit-archive-erased = Archivo de correo borrado
audit-data-kept = Datos conservados por una retención
audit-files-to-bin = Archivos movidos a la papelera de reciclaje
audit-files-erased = Archivos borrados
audit-files-archived = Archivos archivados
audit-apps-reduced = Las aplicaciones solo pueden ver e imprimir
audit-clock-ended = Un plazo terminó sin pérdida
audit-user-purged = La cuenta ya no existe
audit-files-end-soon = Aviso: los archivos terminan dentro de siete días
