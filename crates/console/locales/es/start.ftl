### Las páginas por las que se empieza, cuentas, eliminar y restaurar, importar: lo que dicen además de las palabras comunes.

## Entrada.

start-demo-title = Cuentas de demostración
start-demo-lead = Todas las personas y los clientes de aquí son inventados. Eche un vistazo con cualquiera de ellas.
start-demo-role = Rol
start-demo-enter = Iniciar sesión como { $role }
start-must-change = Esta contraseña se creó para un solo inicio de sesión. Elija la suya para continuar.
start-password-long =
    { $count ->
        [one] La contraseña puede tener como máximo { $count } byte
       *[other] La contraseña puede tener como máximo { $count } bytes
    }
start-password-same = La contraseña nueva es la actual. Elija otra
start-setup-gone-title = Este vínculo ya no funciona
start-setup-gone-what = Un vínculo de configuración funciona una sola vez y durante 24 horas. Este ya se usó, es demasiado antiguo o no está completo.
start-setup-gone-remedy = Si Cupo ya está configurado, inicie sesión. Si no, reinicie el servidor: escribirá un vínculo nuevo.
start-setup-long = Aquí caben como máximo { $count } caracteres
start-setup-domain = Escriba un dominio con un punto, solo con letras, cifras y guiones
start-setup-alias = Use letras, cifras, puntos, guiones y guiones bajos antes de la @, 50 como máximo
start-setup-other-domain = El nombre de usuario debe terminar en @{ $domain }; también puede omitir esa parte

## Panel, inicio, resumen.

start-nothing-help = Si esperaba administrar usuarios o licencias, pida un rol a un administrador global de su organización.
start-organisation = Organización
start-dashboard-lead = Todos sus clientes juntos. Usuarios y licencias se muestran tal como están ahora.
start-deleted-users = usuarios eliminados que se pueden restaurar
start-see-licenses = Ver las licencias
start-see-subscriptions = Ver las suscripciones
start-sub-expired =
    { $count ->
        [one] { $product }: la suscripción con { $count } licencia expiró el { $day }
       *[other] { $product }: la suscripción con { $count } licencias expiró el { $day }
    }
start-sub-disabled =
    { $count ->
        [one] { $product }: la suscripción con { $count } licencia está deshabilitada y no da servicio
       *[other] { $product }: la suscripción con { $count } licencias está deshabilitada y no da servicio
    }
start-sub-suspended =
    { $count ->
        [one] { $product }: la suscripción con { $count } licencia está suspendida
       *[other] { $product }: la suscripción con { $count } licencias está suspendida
    }
start-sub-ends =
    { $count ->
        [one] { $product }: la suscripción con { $count } licencia termina el { $day } y no se renueva
       *[other] { $product }: la suscripción con { $count } licencias termina el { $day } y no se renueva
    }
start-op-licenses =
    { $count ->
        [one] Licencias de { $count } usuario cambiadas
       *[other] Licencias de { $count } usuarios cambiadas
    }
start-op-undo =
    { $count ->
        [one] Un cambio deshecho para { $count } usuario
       *[other] Un cambio deshecho para { $count } usuarios
    }
start-op-delete =
    { $count ->
        [one] { $count } usuario eliminado
       *[other] { $count } usuarios eliminados
    }
start-op-restore =
    { $count ->
        [one] { $count } usuario restaurado
       *[other] { $count } usuarios restaurados
    }
start-op-import =
    { $count ->
        [one] { $count } usuario importado
       *[other] { $count } usuarios importados
    }
start-op-quantity = Número de licencias cambiado
start-op-other =
    { $count ->
        [one] { $count } usuario cambiado
       *[other] { $count } usuarios cambiados
    }
start-by-gone = alguien que ya no está
start-by-app = el programa { $name }
start-by-operator = { $name } desde la línea de comandos
start-by-system = Cupo
start-why-reseller = Este cliente no le permite administrar sus usuarios. Usted ve y cambia sus suscripciones; los usuarios y las licencias quedan en manos del cliente.
start-why-cloud = Este cliente pertenece a la nube operada por 21Vianet, donde los partners no administran usuarios. Usted ve y cambia sus suscripciones.
start-subscriptions = suscripciones
start-seats-bought = licencias compradas
start-no-partner = Sin partner
start-mail-password = Su contraseña se ha restablecido
start-mail-password-body =
    Hola, { $name }:

    un administrador le ha dado una contraseña nueva. La recibirá de esa persona; no está en este mensaje.
    En su próximo inicio de sesión elegirá una contraseña propia.

    Si no lo ha pedido, avise a su administrador.

## Cuentas.

start-password-ask =
    { $sessions ->
        [0] { $name } recibe una contraseña de un solo uso que se le muestra a usted; la actual deja de valer. Nadie tiene ahora una sesión abierta con este usuario.
        [one] { $name } recibe una contraseña de un solo uso que se le muestra a usted; la actual deja de valer. Termina { $sessions } sesión abierta.
       *[other] { $name } recibe una contraseña de un solo uso que se le muestra a usted; la actual deja de valer. Terminan { $sessions } sesiones abiertas.
    }
start-password-given = { $name } tiene una contraseña nueva para un solo inicio de sesión. Todas las sesiones de este usuario han terminado.
start-back-to = Volver a { $name }
start-restore-gone = Han pasado los 30 días; ya no se puede restaurar.
start-restore-synced = Procede de un directorio; restáurelo allí.
start-restore-back = Volver a usuarios eliminados
deleted-user-title = { $name }: usuario eliminado
deleted-user-what = La cuenta se eliminó el { $day }.
deleted-user-until = Puede restaurarla hasta el { $until }.
deleted-user-restore = Restaurar a { $name }
start-restore-rename = Cambiar el nombre de usuario de { $name } ({ $signin })
returns-title = Qué vuelve
returns-no-license = No vuelve ninguna licencia.
returns-licenses = Vuelve: { $products }.
returns-groups = Mediante grupos: { $products }.
returns-without = No vuelve, porque no queda ninguna licencia libre: { $products }.
returns-groups-not = No mediante grupos: { $product }. { $why }
returns-stops = Plazos de datos que se detienen: { $data }.
returns-as = Vuelve como { $name }.
returns-seats =
    { $product }: { $back ->
        [one] vuelve 1 licencia
       *[other] vuelven { $back } licencias
    }; licencias libres: { $before } ahora, { $after } después.
returns-seats-not =
    { $product }: { $back ->
        [one] vuelve 1 licencia
       *[other] vuelven { $back } licencias
    }, { $missing } no pueden volver; licencias libres: { $before } ahora, { $after } después.
returns-clocks =
    { $data }: { $count ->
        [one] se detiene el plazo de 1 usuario.
       *[other] se detienen los plazos de { $count } usuarios.
    }
restore-as-title = Restaurar con otro nombre de usuario
restore-as-help = Un nombre de usuario con uno de los dominios del cliente. Déjelo vacío para conservar el nombre anterior.
restore-as = Nombre de usuario de { $name } (antes: { $signin })
restore-as-look = Ver qué pasaría
start-restore-unique = Otro usuario tiene este nombre de usuario como dirección de correo. Elija otro nombre.
start-restore-clash = Un usuario activo tiene ahora este nombre de usuario. Cambie antes el nombre de ese usuario, o restaure a este con otro nombre.
start-restore-active = El usuario ya está activo.
start-restore-title = Restaurar usuarios
start-restore-one = Se restaurará al usuario, con su correo y sus archivos.
start-restore-sentence =
    { $count ->
        [one] Se restaurará { $count } de { $total } usuarios, con su correo y sus archivos.
       *[other] Se restaurarán { $count } de { $total } usuarios, con su correo y sus archivos.
    }
start-restore-without-help = No queda ninguna licencia libre de estos productos. Libere o compre licencias antes, o restaure a los usuarios sin ellas:
start-restore-refused = No se restauran
start-restore-passwords =
    { $count ->
        [one] El usuario recibe una contraseña nueva, que se muestra una sola vez.
       *[other] Cada usuario recibe una contraseña nueva; todas se muestran una sola vez.
    }
start-restore-no-passwords = Con más de { $count } usuarios no se crean contraseñas nuevas a la vez. Délas una por una donde hagan falta.
start-restored-one = { $name } ha vuelto. Esta es la contraseña nueva para el primer inicio de sesión.
start-restored-many =
    { $count ->
        [one] Ha vuelto { $count } de { $total } usuarios. Esta es la contraseña nueva para el primer inicio de sesión.
       *[other] Han vuelto { $count } de { $total } usuarios. Estas son las contraseñas nuevas para su primer inicio de sesión.
    }
start-see-result = Ver qué se ha restaurado
start-delete-names =
    { $count ->
        [0] No se eliminará a nadie.
        [one] Se eliminará { $count } usuario: { $names }
       *[other] Se eliminarán { $count } usuarios: { $names }
    }
start-delete-many =
    { $count ->
        [0] No se eliminará ninguno de los { $total } usuarios.
        [one] Se eliminará { $count } de { $total } usuarios.
       *[other] Se eliminarán { $count } de { $total } usuarios.
    }
start-delete-refused =
    { $count ->
        [one] { $names } no se eliminará. { $why }
       *[other] { $count } usuarios no se eliminarán: { $names }. { $why }
    }
start-delete-self = Es su propia cuenta; debe eliminarla otra persona.
start-delete-last-admin = Es su propia cuenta, o el último administrador global del cliente. Dé antes ese rol a otro usuario.
start-delete-synced = La cuenta procede de un directorio. Elimínela allí.
start-delete-anchored = De la cuenta depende un reenvío de correo o un buzón compartido. Quítelo antes.
start-delete-role = Su rol solo elimina a personas que no son administradores. Pídalo a un administrador global.
start-delete-frees = Licencias que quedan libres de inmediato y se siguen pagando: { $list }.
start-delete-until = Los usuarios eliminados se pueden restaurar hasta el { $day }.
start-freed =
    { $count ->
        [one] { $product } ({ $count })
       *[other] { $product } ({ $count })
    }

## Importación de usuarios.

start-import-wait = Como máximo { $megabytes } MB. Un archivo grande tarda un rato; la página responde cuando está comprobado.
start-import-gone = El archivo ya no está aquí: se sustituyó o ha pasado una hora. Vuelva a cargarlo.
start-import-accepted = filas correctas sin advertencia
start-import-warned = filas correctas con advertencia
start-import-rejected = filas rechazadas
start-import-skipped = filas omitidas
start-import-existing = usuarios que ya existen
start-import-all = Todos los hallazgos
start-import-tab-rejected = Hallazgos que rechazan una fila
start-import-tab-warned = Advertencias
start-import-tab-skipped = Hallazgos que omiten una fila
start-import-tab-existing = Usuarios que ya existen
start-import-exists = Existe
start-import-will-update = Ya existe un usuario con este nombre; sus campos se tomarán del archivo.
start-import-will-skip = Ya existe un usuario con este nombre y se queda como está.
start-import-update =
    { $count ->
        [one] Actualizar { $count } usuario
       *[other] Actualizar { $count } usuarios
    }
start-import-both = Crear { $create } y actualizar { $update } usuarios
start-import-leaving =
    { $count ->
        [one] { $label }, dejar fuera { $count } fila rechazada
       *[other] { $label }, dejar fuera { $count } filas rechazadas
    }
start-import-more = Aquí se muestran los primeros { $shown } hallazgos; en la descarga hay { $count } más.
start-import-running = El archivo se está importando: { $rows } de { $total } filas hasta ahora.
start-import-done =
    El archivo se ha importado: { $created ->
        [one] { $created } usuario creado
       *[other] { $created } usuarios creados
    }, { $updated ->
        [one] { $updated } actualizado
       *[other] { $updated } actualizados
    }, { $rejected ->
        [one] { $rejected } fila no incluida
       *[other] { $rejected } filas no incluidas
    }.
start-import-failed = La importación se detuvo antes del final. Las filas escritas se conservan; vuelva a cargar el archivo y los usuarios que existan se dejarán como están.
