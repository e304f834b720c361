### Grupos con licencias: la lista, la página de un grupo, sus licencias y sus miembros.

rail-groups = Grupos
groups-lead = Lo que da un grupo lo recibe cada miembro: todos sus productos o ninguno, con el motivo junto al nombre.
groups-none = Todavía no hay grupos
groups-none-help = Un grupo da sus licencias a todos sus miembros en cuanto entran.
groups-nothing-found = No hay ningún grupo con ese nombre
groups-nothing-found-help = Busque otra parte del nombre.
groups-new = Crear un grupo
groups-search = Nombre de un grupo
groups-find = Buscar
groups-next = Más grupos
groups-all = Todos los grupos
groups-column-name = Grupo
groups-column-members = Miembros
groups-column-licenses = Productos
groups-column-state = Estado
groups-in-error =
    { $count ->
        [one] { $count } persona requiere atención
       *[other] { $count } personas requieren atención
    }
groups-state-all = Todas las licencias asignadas
groups-state-progress = En curso
groups-state-errors = Errores y problemas
groups-state-nothing = No da nada
groups-new-lead = Un grupo nuevo no tiene miembros y no da nada. Ambas cosas se eligen en su página.
groups-name = Nombre
groups-description = Descripción
groups-kind = Tipo de grupo
groups-kind-security = Grupo de seguridad
groups-kind-mail = Grupo de seguridad con dirección de correo
groups-kind-together = Grupo de Microsoft 365 con seguridad
groups-kind-together-open = Grupo de Microsoft 365 sin seguridad (no puede llevar licencias)
groups-kind-distribution = Lista de distribución (no puede llevar licencias)
groups-name-wrong = Escriba un nombre de 1 a { $most } letras.
groups-name-taken = Otro grupo tiene este nombre. Elija otro.
groups-description-wrong = Escriba como máximo { $most } letras.
groups-kind-wrong = Este tipo de grupo no puede llevar licencias. Cree para ellas un grupo de seguridad.
groups-licenses = Licencias del grupo
groups-licenses-none = Este grupo todavía no da nada.
groups-licenses-edit = Elegir licencias
groups-licenses-lead = Cada miembro recibe exactamente estos productos. Los planes se eligen aquí y llegan desde aquí a cada miembro.
groups-licenses-title = Licencias de { $name }
groups-licenses-saved-first = Nada cambia antes de que usted haya visto lo que ocurre.
groups-column-product = Producto
groups-column-plans = Planes de servicio activados
groups-column-have = Lo tienen desde aquí
groups-column-lack = Requieren atención
groups-members = Personas
groups-successfully = Asignadas correctamente
groups-actions-needed = Acciones necesarias
groups-nobody = No hay nadie en este grupo
groups-nobody-yet = Nadie tiene todavía todas las licencias de este grupo; Acciones necesarias dice por qué.
groups-nobody-help = Agregue personas abajo, por sus nombres de usuario.
groups-nobody-wrong = Nada requiere atención
groups-more-people = Más personas
groups-rule = Regla
groups-rule-optional = Regla que dice quién está en él (si no elige a las personas a mano)
groups-rule-optional-hint = Por ejemplo: user.department -eq "Ventas". Déjela vacía para elegir a las personas a mano.
groups-rule-hint = Por ejemplo: user.department -eq "Ventas" -and user.enabled -eq true
groups-rule-title = Regla de { $name }
groups-rule-lead = Está en el grupo quien cumple la regla, y nadie más. Los miembros cambian solos cuando alguien se agrega, se importa, se edita o se restaura.
groups-rule-says = La regla dice quién está en él:
groups-rule-choose = Elegir miembros con una regla
groups-rule-edit = Editar la regla
groups-rule-give-up = Elegir miembros a mano
groups-rule-help = Cómo se escribe una regla
groups-rule-help-fields = Una regla compara campos de un usuario con textos entre comillas. Campos:
groups-rule-help-eq = Es exactamente este texto, o no lo es. Un campo que no dice nada es "". Para user.enabled escriba true o false, sin comillas.
groups-rule-help-in = Es uno de una lista como ["ES", "PT"], o ninguno de ella.
groups-rule-help-part = Empieza por este texto, o lo contiene.
groups-rule-help-joint = Ambas se cumplen, basta una, lo contrario; los paréntesis dicen qué va junto. Primero une -not, después -and, después -or.
groups-rule-help-letters = Cuentan las mayúsculas y las tildes. Los países son dos letras, como ES. Unas comillas dentro de un texto se escriben \".
groups-rule-help-examples = Ejemplos:
groups-rule-wrong = En la letra { $at }: { $what }
groups-rule-wrong-empty = Escriba una regla, o elija a las personas a mano.
groups-rule-wrong-long = Es más de lo que puede decir una regla (3.000 letras). Acórtela, o haga dos grupos.
groups-rule-wrong-deep = Hay más de 16 paréntesis y -not unos dentro de otros. Escriba menos.
groups-rule-wrong-many = Como máximo 100 comparaciones en una regla y 200 textos en una lista. Haga dos grupos.
groups-rule-wrong-attribute = Aquí falta un campo como user.department. Los campos están abajo.
groups-rule-wrong-comparison = Aquí falta una comparación como -eq.
groups-rule-wrong-unfit = user.enabled solo se compara con -eq y -ne.
groups-rule-wrong-value = Aquí falta un texto entre comillas como "Ventas", una lista como ["ES", "PT"], o true o false. La parte que se busca no puede estar vacía.
groups-rule-wrong-open = Este texto o esta lista no tiene final. Escriba las comillas o el corchete de cierre, y comas entre los textos.
groups-rule-wrong-bracket = Este paréntesis no tiene pareja.
groups-rule-wrong-joint = Aquí falta -and u -or.
groups-tell-create-by-rule =
    { $count ->
        [0] Se crea el grupo { $name }. Nadie cumple todavía su regla; todavía no da nada.
        [one] Se crea el grupo { $name }. { $count } persona cumple su regla; todavía no da nada.
       *[other] Se crea el grupo { $name }. { $count } personas cumplen su regla; todavía no da nada.
    }
groups-tell-by-hand = Quien está en { $name } se queda. Desde ahora las personas se eligen a mano.
groups-tell-covered =
    { $count ->
        [one] { $count } miembro cumple la regla y se queda.
       *[other] { $count } miembros cumplen la regla y se quedan.
    }
groups-tell-joiners = Entran: { $names }
groups-tell-leavers = Salen: { $names }
groups-tell-names-more =
    { $count ->
        [one] { $names } y { $count } más
       *[other] { $names } y { $count } más
    }
groups-title-rule = Definir la regla de un grupo
groups-title-by-hand = Elegir miembros a mano
ops-title-group-rule = Regla de un grupo definida
ops-title-group-by-hand = Miembros de un grupo elegidos a mano
ops-title-group-follow = Los grupos siguieron sus reglas
ops-final-followed = el grupo solo siguió su regla; cambie la regla o el usuario (regla R-GROUP-3)
audit-group-rule = Regla de un grupo definida
audit-group-followed = Un grupo siguió su regla
audit-group-by-hand = a mano
audit-group-moves = { $joined } entraron, { $left } salieron
groups-leave = Quitar del grupo
groups-not-member = Ya no está en el grupo
groups-keeps = lo conserva de momento
groups-add = Agregar personas
groups-add-names = Nombres de usuario, separados por comas
groups-add-hint = Como máximo { $most } a la vez. Si son más, selecciónelas en Usuarios activos.
groups-add-names-wrong = No hay ningún usuario activo con este nombre: { $name }.
groups-add-too-many = Como máximo { $most } personas a la vez.
groups-add-nobody = Escriba al menos un nombre de usuario.
groups-reprocess = Reprocesar
groups-reprocess-all = Reprocesar a todos
groups-delete = Eliminar el grupo
groups-delete-licensed = Un grupo con licencias no se puede eliminar. Elija primero que no dé ninguna y espere a que todos las hayan devuelto.
groups-purchase = Comprar licencias
groups-edit-user = Editar usuario
groups-tell-create = Se crea el grupo { $name }, sin miembros ni licencias.
groups-tell-join =
    { $count ->
        [0] Todos están ya en { $name }.
        [one] { $count } persona entra en { $name }.
       *[other] { $count } personas entran en { $name }.
    }
groups-tell-leave =
    { $count ->
        [0] Nadie de ellos está en { $name }.
        [one] { $count } persona sale de { $name }.
       *[other] { $count } personas salen de { $name }.
    }
groups-tell-give = { $name } da otras licencias a partir de ahora.
groups-tell-give-same = { $name } ya da exactamente esto.
groups-tell-delete = Se elimina el grupo { $name }. Nadie tiene licencias de él.
groups-tell-reprocess =
    { $count ->
        [0] { $name } no tiene a nadie sobre quien decidir.
        [one] Se decide de nuevo sobre { $count } persona de { $name }.
       *[other] Se decide de nuevo sobre { $count } personas de { $name }.
    }
groups-tell-reprocess-users =
    { $count ->
        [one] Se deciden de nuevo todos los grupos de { $count } persona.
       *[other] Se deciden de nuevo todos los grupos de { $count } personas.
    }
groups-tell-stay =
    { $count ->
        [one] { $count } persona ya está donde debe.
       *[other] { $count } personas ya están donde deben.
    }
groups-tell-forgets =
    { $count ->
        [one] { $count } persona está en él. Se olvida quién estaba, y no se puede recuperar.
       *[other] { $count } personas están en él. Se olvida quién estaba, y no se puede recuperar.
    }
groups-tell-product = { $product }: { $given } dadas, { $taken } quitadas, { $changed } con otros planes; después quedan { $after } libres.
groups-tell-background = Son tantas personas que se hace en segundo plano. Puede cerrar la ventana.
groups-title-create = Crear un grupo
groups-title-join = Agregar personas
groups-title-leave = Quitar personas del grupo
groups-title-give = Licencias de un grupo
groups-title-delete = Eliminar un grupo
groups-title-reprocess = Reprocesar
ops-title-group-create = Grupo creado
ops-title-group-join = Personas agregadas a un grupo
ops-title-group-leave = Personas quitadas de un grupo
ops-title-group-licenses = Licencias de un grupo elegidas
ops-title-group-delete = Grupo eliminado
ops-title-group-reprocess = Licencias de grupo reprocesadas
ops-group-of = { $title }: { $name }
groups-tell-gone = { $count ->
    [one] 1 persona se eliminó desde entonces y se queda como está.
   *[other] { $count } personas se eliminaron desde entonces y se quedan como están.
  }
ops-final-group = un grupo eliminado no tiene miembros que devolver (regla R-GROUP-13)
ops-final-reprocess = decidir de nuevo no tiene nada que deshacer; cambie el grupo (regla R-GROUP-11)
action-manage-groups = Crear grupos y decidir quién está en ellos
