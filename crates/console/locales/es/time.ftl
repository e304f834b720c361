### Datos con plazo, retenciones, y lo que el tiempo hace con las suscripciones.

risk-title = Datos en riesgo
risk-lead = Lo que se perderá si nadie actúa; arriba, lo primero que se pierde. Las fechas son las de la zona horaria del cliente.
risk-strip = Vence en las próximas cuatro semanas
risk-later =
    { $count ->
        [one] { $count } más vence después.
       *[other] { $count } más vencen después.
    }
risk-kinds = Tipos de datos
risk-all = Todo lo que tiene plazo
risk-kept = Conservado por una retención
risk-mail = Correo
risk-archive = Archivo de correo
risk-files = Archivos
risk-apps = Aplicaciones instaladas
risk-search = Búsqueda
risk-unknown = Datos desconocidos
risk-when = Cuándo
risk-what = Qué ocurre
risk-saves = Qué lo salva
risk-never = No mientras dure la retención
risk-none = Nada tiene plazo
risk-none-help = Cuando se quita una licencia con datos o se elimina un usuario, aquí se ve qué se conserva y hasta cuándo.
risk-none-kept = Ninguna retención conserva datos
risk-none-kept-help = Aquí se ve lo que una retención salva de borrarse.
risk-none-here = Nada de esto tiene plazo
risk-show-all = Mostrar todo lo que tiene plazo
risk-only-user = Solo { $name }
risk-only-day = Solo { $day }
risk-deleted = Eliminado el { $day }
risk-purged = La cuenta ya no existe
risk-event-mail = El buzón se borra para siempre.
risk-event-archive = El archivo de correo se borra para siempre.
risk-event-kept = Una retención lo conserva: ese día no se borra nada.
risk-event-bin = Los archivos pasan 93 días en la papelera de reciclaje; los vínculos compartidos dejan de funcionar.
risk-event-files = Los archivos desaparecen para siempre.
risk-event-archived = Los archivos se archivan: nadie puede abrirlos, pero siguen ahí.
risk-event-apps = Las aplicaciones solo pueden ver e imprimir.
risk-event-ended = El plazo termina; no se pierden datos.
risk-held = Una retención lo conserva sin fecha de fin.
risk-why-removed = Se quitó la licencia que lo incluía.
risk-why-deleted = Se eliminó al usuario.
risk-why-released = Se levantó la última retención.
risk-why-unlicensed = Los archivos no tienen licencia.
risk-way-give = Devolver la licencia
risk-way-restore = Restaurar al usuario
risk-way-hand-over = Dar a alguien acceso a los archivos
risk-way-export = Pedir una copia
risk-way-bin = Recuperar los archivos de la papelera
risk-way-recover = Recuperar o restaurar el buzón que se conserva
risk-way-release = Se conserva hasta que se levante la retención
risk-column-state = Cuenta
risk-column-data = Datos
risk-column-why = Por qué
hold-title = Retenciones
hold-of = Retenciones de los datos de { $name }
hold-lead = Una retención conserva los datos pase lo que pase con la licencia o la cuenta. Se aplica antes de quitar la licencia o eliminar al usuario; después es demasiado tarde.
hold-none = No hay ninguna retención.
hold-kind = Tipo
hold-reason = Motivo
hold-reason-hint = Para los registros, 500 caracteres como máximo.
hold-placed = Aplicada
hold-ended = Levantada
hold-in-force = En vigor
hold-place = Aplicar una retención
hold-release = Levantar la retención
hold-kind-litigation = Retención por litigio
hold-kind-policy = Directiva de retención que conserva
hold-kind-delete-only = Directiva de retención que solo elimina
hold-kind-label = Etiqueta que conserva un elemento
hold-kind-case = Retención de un caso de eDiscovery
hold-keeps-note = Los datos se conservan hasta que se levante la retención, también si se quita la licencia o se elimina al usuario. La licencia queda libre igualmente.
hold-deletes-note = Este tipo solo elimina: no conserva nada.
hold-place-sentence = { $kind }: { $data } de { $name } se conservará.
hold-release-sentence = { $kind } sobre { $data } de { $name } terminará.
hold-clock-starts = No queda ninguna retención. Desde ahora tiene un plazo y no se puede volver a retener.
hold-on-mail = Retención del correo
hold-on-files = Retención de los archivos
hold-why-late = Los datos ya tienen un plazo: una retención llega demasiado tarde. Devuelva la licencia, restaure al usuario o haga una copia
hold-why-plan = Retener el correo requiere Exchange Online Plan 2, u otro plan de correo con archivado. Asigne antes una licencia así al usuario
hold-why-deleted = El usuario está eliminado, así que ya no se puede aplicar ninguna retención. Las que se aplicaron antes siguen en vigor.
hold-why-there = Ya hay una retención así
hold-why-released = Esta retención ya se levantó
hold-why-reason = El motivo es demasiado largo. Use 500 caracteres como máximo
life-field-state = Estado
life-field-recurring = Facturación periódica
life-recurring-on = Activada
life-recurring-off = Desactivada
life-field-scheduled = Licencias desde el próximo período
life-field-ends = Fin del período
life-timeline = Cronología
life-deeds = Qué puede hacer
life-facts = Detalles
life-bought = Compra
life-period = Comenzó el período actual
life-window-ends = Termina el plazo de cancelación
life-ended = Terminó el período
life-now = Ahora
life-idle = Licencias que nadie tiene
life-idle-cost =
    { $count ->
        [one] { $count } licencia, { $cost } por período
       *[other] { $count } licencias, { $cost } por período
    }
life-pool = Todas las licencias de { $product } de este cliente
life-step-start = Comienza
life-step-renew =
    { $count ->
        [one] Se renueva con { $count } licencia
       *[other] Se renueva con { $count } licencias
    }
life-step-convert = Pasa a ser una compra
life-step-delete = Eliminada, datos borrados
life-stage-scheduled = Todavía no ha comenzado.
life-stage-expired = Ha terminado. Todo funciona todavía un tiempo.
life-stage-disabled = Las personas no tienen servicio ni acceso a sus datos; los administradores sí.
life-stage-suspended = Las personas no pueden usar los servicios; los administradores sí.
life-stage-deleted = Está eliminada. Nada la devuelve, ni a ella ni a sus datos.
life-advice-expired = Reactívela antes de que se deshabilite.
life-advice-disabled = Reactívela antes de que se elimine.
life-window-over = Se podía cancelar hasta el { $day }. Ahora solo puede desactivar la facturación periódica; terminará al final de su período.
life-off = Desactivar la facturación periódica
life-on = Activar la facturación periódica
life-cancel = Cancelar suscripción
life-extend = Ampliar la prueba
life-reactivate = Reactivar
life-delete = Eliminar la suscripción
life-as-now = Mantener las licencias como ahora
life-plan = Licencias desde el próximo período
life-back = Volver a lo que había antes
life-do-quantity = Compre más, o devuelva licencias mientras el plazo esté abierto.
life-do-more = Compre más. Ahora no se puede devolver ninguna.
life-do-off = Sigue activa hasta el { $day } y después termina. No cambia nada más.
life-do-on = Se renueva el { $day } y continúa.
life-do-cancel = Posible hasta el { $day }. Las personas pierden el acceso de inmediato.
life-do-cancel-any = Las personas pierden el acceso de inmediato.
life-do-extend = Una sola vez, 30 días.
life-do-reactivate = Devuelve el servicio; las licencias que hay vuelven a funcionar.
life-do-delete = Para siempre, sin esperar más.
life-do-as-now = { $seats ->
    [one] Hay 1 licencia prevista desde el { $day }.
   *[other] Hay { $seats } licencias previstas desde el { $day }.
  }
life-next-hint = Tiene efecto el { $day }, cuando empieza el próximo período. Hoy no cambia nada.
life-sure-cancel =
    { $count ->
        [one] ¿Está seguro de que desea cancelar? La suscripción con { $count } licencia se deshabilita hoy y se elimina con sus datos el { $day }.
       *[other] ¿Está seguro de que desea cancelar? La suscripción con { $count } licencias se deshabilita hoy y se elimina con sus datos el { $day }.
    }
life-sure-plan =
    { $count ->
        [one] Desde el { $day } tiene { $count } licencia.
       *[other] Desde el { $day } tiene { $count } licencias.
    }
life-sure-as-now =
    { $count ->
        [one] Mantiene { $count } licencia, también desde el { $day }.
       *[other] Mantiene { $count } licencias, también desde el { $day }.
    }
life-sure-extend = La prueba termina el { $day }. No se puede ampliar otra vez.
life-sure-reactivate = Vuelve a estar activa desde hoy hasta el { $day }.
life-sure-delete = La suscripción se elimina hoy. Sus datos se borran y nada los devuelve.
life-sure-back = La facturación periódica y las licencias previstas para el próximo período vuelven a ser lo que eran.
life-sure-delete-files = La suscripción se elimina hoy, sin más espera. Los archivos personales de { $count ->
        [one] 1 persona que los tiene
       *[other] { $count } personas que los tienen
    } solo por este producto se borran al instante y nada los devuelve. Lo que cubre una retención se conserva.
life-why-add-on = Es un complemento: se suspende, se cancela, se renueva y se recupera con la suscripción a la que pertenece.
life-add-on-too = El complemento { $name } ({ $count ->
        [one] 1 licencia
       *[other] { $count } licencias
    }) sigue el mismo camino: { $state } desde entonces.
life-field-base = Complemento de
life-field-add-ons = Complementos que la siguen
life-field-files = Personas cuyos archivos personales se borran al instante
life-people-lose =
    { $count ->
        [one] { $count } usuario tiene una licencia de este producto. Sin otra suscripción del producto, pierde hoy el acceso.
       *[other] { $count } usuarios tienen una licencia de este producto. Sin otra suscripción del producto, pierden hoy el acceso.
    }
life-plan-dropped = { $seats ->
    [one] Se descarta la licencia prevista para el próximo período.
   *[other] Se descartan las { $seats } licencias previstas para el próximo período.
  }
life-new-one = Una suscripción nueva con el mismo plazo ocupa su lugar; la anterior queda como eliminada. Las licencias se quedan donde están.
life-why-window = El plazo de cancelación ha terminado. Desactive la facturación periódica; terminará al final de su período
life-why-extended = Esta prueba ya se amplió una vez. Compre el producto para continuar
life-why-early = Una prueba solo se puede ampliar en sus últimos 15 días. Vuelva entonces
life-why-seats = Una suscripción de este tipo con más de { $count } licencias no se puede cancelar. Redúzcala antes a { $count } licencias
life-why-recurring = La facturación periódica está desactivada, así que no se pueden quitar ni prever licencias. Actívela antes, o deje que la suscripción termine
life-why-once = Es una compra permanente: no tiene un próximo período que prever ni facturación periódica
life-why-state = En su estado actual esto no es posible
life-why-reason = Seleccione uno de los tres motivos
life-pinned =
    { $seats ->
        [one] El vendedor ha previsto { $seats } licencia desde el { $day }. Hasta entonces solo puede añadir licencias; para lo demás, pregunte al vendedor.
       *[other] El vendedor ha previsto { $seats } licencias desde el { $day }. Hasta entonces solo puede añadir licencias; para lo demás, pregunte al vendedor.
    }
life-why-seller = El vendedor ha previsto lo que viene con el próximo período, así que solo se pueden añadir licencias. Pida al vendedor que cambie el plan
life-key = Clave de producto
life-key-add = Añadir licencias con la clave
life-key-renew = Renovar con la clave
life-key-adds = Los 25 caracteres de una clave de este producto. Se suman sus licencias; las pagadas con clave no se pueden quitar antes de que termine el período.
life-key-renews = Los 25 caracteres de una clave de este producto. Empieza un período nuevo con las licencias de la clave, que pueden ser menos.
life-sure-key-adds =
    { $count ->
        [one] La clave añade { $count } licencia; entonces hay { $total }. Una clave sirve una sola vez.
       *[other] La clave añade { $count } licencias; entonces hay { $total }. Una clave sirve una sola vez.
    }
life-sure-key-renews =
    { $count ->
        [one] Hoy empieza un período nuevo con { $count } licencia, hasta el { $day }. Una clave sirve una sola vez.
       *[other] Hoy empieza un período nuevo con { $count } licencias, hasta el { $day }. Una clave sirve una sola vez.
    }
life-why-key-format = Una clave de producto tiene 25 letras y cifras, en cinco grupos de cinco. Compruébela y escríbala otra vez
life-why-key-unknown = Nadie emitió esta clave. Compruebe cada carácter, o pregunte a quien la vendió
life-why-key-used = Esta clave ya se usó. Cada clave sirve una sola vez; escriba otra
life-why-key-product = Esta clave es de otro producto. Escríbala en una suscripción de su producto
life-why-key-term = Esta clave paga otro plazo que el de esta suscripción. Escriba una del mismo plazo
life-suspend = Suspender
life-suspend-why = Motivo
life-reason-request = Petición del cliente
life-reason-payment = Falta de pago
life-reason-fraud = Fraude
life-field-suspended = Motivo de la suspensión
life-do-suspend = Las personas no pueden iniciar sesión en los servicios ni usarlos; los administradores sí. Se puede reactivar hasta el { $day }; después se elimina con sus datos.
life-sure-suspend = Queda suspendida desde hoy. Las personas no pueden iniciar sesión en los servicios ni usarlos; los administradores sí. Si no se reactiva, se elimina con sus datos el { $day }.
life-suspended-until = Suspendida hasta el { $day }: si no se reactiva antes, ese día se elimina con sus datos.
life-cancel-now = Cancelar ahora
life-off-legacy = Cancelar antes de la próxima fecha de renovación
life-credit-grant = Aprobar la comprobación de crédito
life-credit-refuse = Rechazar la comprobación de crédito
life-do-credit-grant = La suscripción queda activa hoy y sus licencias se pueden asignar.
life-do-credit-refuse = La compra queda en nada; la suscripción figura como eliminada.
life-sure-credit-grant = Queda activa hoy, y su primer período dura hasta el { $day }.
life-sure-credit-refuse = La compra se rechaza. Nadie ha recibido nada de ella, así que no se pierde nada; para intentarlo otra vez, compre de nuevo.
rail-time = Tiempo
time-lead = El reloj de esta demostración. Solo avanza, para todos, y ocurre todo lo que vence hasta entonces.
time-next = Próximo suceso
time-nothing = Ya no ocurre nada por sí solo.
time-hour = Avanzar una hora
time-day = Avanzar un día
time-next-do = Avanzar hasta el próximo suceso
time-to = Día
time-date-do = Avanzar hasta ese día
time-past = Ese día ya pasó. El tiempo solo avanza
time-far = Ese día está demasiado lejos. Elija uno dentro de cien años
time-unreadable = Elija un día del calendario
time-passed =
    { $count ->
        [0] El tiempo ha pasado. Nada vencía.
        [one] El tiempo ha pasado. Ocurrió { $count } cosa; la auditoría de cada cliente la cuenta.
       *[other] El tiempo ha pasado. Ocurrieron { $count } cosas; la auditoría de cada cliente las cuenta.
    }
risk-calendar = Calendario
risk-calendar-lead = Un programa de calendario puede leer estas fechas en una dirección propia de usted: una entrada por día y tipo de datos, sin nombres de personas. Quien tiene la dirección la lee, así que trátela como una contraseña.
risk-calendar-there = Usted creó una dirección el
risk-calendar-make = Crear una dirección
risk-calendar-again = Crear otra dirección
risk-calendar-end = Anular la dirección
risk-calendar-once = Esta dirección se muestra una sola vez. Suscríbase a ella en su programa de calendario; una anterior ya no funciona.
risk-calendar-address = Dirección
risk-calendar-ended = La dirección ya no funciona.
risk-calendar-entry = { $what }: { $count } con plazo
audit-calendar-made = Dirección de calendario creada
audit-calendar-ended = Dirección de calendario anulada
leave-link = Antiguo empleado
leave-title = Antiguo empleado: { $name }
leave-lead = Tres pasos en este orden, para que nada se pierda sin verlo. Cada uno muestra primero qué hace.
leave-block = Bloquear el inicio de sesión
leave-block-text = Nadie inicia sesión ya con esta cuenta y sus sesiones terminan. No se toca ningún dato.
leave-block-sure = { $name } ya no podrá iniciar sesión. Las sesiones terminan de inmediato; no se toca ningún dato.
leave-keep = Conservar o entregar el correo y los archivos
leave-keep-text = Una retención conserva los datos sin fecha de fin y solo se puede aplicar antes del paso siguiente. Entregar el correo y los archivos a otra persona se elige al eliminar al usuario.
leave-kept-both = Hay retenciones que conservan el correo y los archivos.
leave-kept-mail = Una retención conserva el correo. Los archivos no tienen ninguna.
leave-kept-files = Una retención conserva los archivos. El correo no tiene ninguna.
leave-kept-nothing = No hay ninguna retención.
leave-end = Eliminar al usuario, o quitar las licencias
leave-end-text = Eliminar libera todas las licencias y se puede deshacer durante 30 días. Quitar las licencias mantiene la cuenta y los archivos.
leave-revoke = Quitar las licencias
leave-what = Qué empezaría hoy al eliminar
leave-freed = Estas licencias quedan libres y se siguen pagando: { $products }.
leave-last-call = No hay nada retenido. Cuando se elimine al usuario o se quiten las licencias, ya no se podrá aplicar ninguna retención.
leave-licenses = Cambiar las licencias
