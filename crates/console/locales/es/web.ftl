# Palabras que comparten varias páginas: roles, mensajes tras una acción, motivos, remedios, plazos.

role-operator = Operador de esta instalación
role-admin-agent = Agente administrador
role-sales-agent = Agente de ventas
role-helpdesk-agent = Agente del servicio de asistencia
role-global-admin = Administrador global
role-license-admin = Administrador de licencias
role-user-admin = Administrador de usuarios
role-billing-admin = Administrador de facturación
role-global-reader = Lector global
role-groups-admin = Administrador de grupos
role-service-support-admin = Administrador de soporte
role-helpdesk-admin = Administrador del servicio de asistencia
role-directory-reader = Lector de directorio
role-guest-inviter = Invitador de usuarios externos
role-message-center-reader = Lector del centro de mensajes
role-reports-reader = Lector de informes
role-user = Usuario

search-customers = Buscar clientes
search-users = Buscar usuarios

did-password = Su contraseña se ha cambiado. Todas sus demás sesiones han terminado.
did-saved = Sus cambios se han guardado.
did-nothing = No había nada que cambiar.
did-bought = El número de licencias se ha cambiado.
did-cleared = La selección está vacía.
did-imported = El archivo se ha importado.
did-undone = La operación se ha deshecho.
did-location = La ubicación se ha guardado.

unknown-product = Producto desconocido
unknown-plan = Plan de servicio desconocido

why-unknown-user = Este cliente no tiene ese usuario.
why-account-deleted = La cuenta está eliminada.
why-no-location = El usuario no tiene ubicación de uso.
why-product-denied = { $product } no se ofrece en { $country }.
why-plan-denied = { $plan } no se ofrece en { $country }.
why-mixed-groups = No se pueden cambiar en un solo paso productos de grupos de licencias distintos.
why-self-service = La licencia pertenece a una compra de autoservicio de la que nadie ha tomado el control.
why-from-group = La licencia procede de un grupo y no se puede cambiar en el usuario.
why-no-seat = No queda ninguna licencia libre de { $product }.
why-excluded = { $plan } y { $with } no pueden estar activos para el mismo usuario.
why-excluded-from = { $plan } y { $with } (de { $product }) no pueden estar activos para el mismo usuario.
why-needs = { $plan } necesita que esté activo también uno de estos: { $plans }.
why-needed-by = { $by } todavía necesita { $plan }.
why-needed-by-from = { $by } (de { $product }) todavía necesita { $plan }.
why-address-taken = Otro usuario tiene la dirección de correo { $address }.
why-sibling = No se ha cambiado nada para este usuario porque { $product } fue rechazado.
why-not-held = El usuario no tiene esta licencia.
why-changed-since = Entretanto alguien cambió las licencias de este usuario.

fix-buy = { $count ->
    [one] Compre 1 licencia más de { $product }, o libere una.
   *[other] Compre { $count } licencias más de { $product }, o libérelas.
  }
fix-location = Establezca la ubicación de uso e inténtelo de nuevo.
fix-switch-off = Asigne { $product } con { $plan } desactivado.
fix-turn-on = Active uno de estos, o asigne un producto que lo incluya: { $plans }.
fix-release = Quite o desactive antes { $plan }.
fix-release-from = Quite antes { $product }, o desactive en él { $plan }.
fix-split = Hágalo en dos pasos, un grupo de licencias cada vez.
fix-take-over = Tome antes el control de la compra de autoservicio.
fix-group = Cambie la licencia en el grupo, o saque de él al usuario.
fix-restore = Restaure antes al usuario.
fix-address = Cambie { $address } en uno de los dos usuarios.
fix-sibling = En cuanto { $product } se pueda cambiar, esto le seguirá.
fix-other-product = Elija un producto que se ofrezca allí, o corrija la ubicación.
fix-again = Vuelva a mirar al usuario y repita el cambio si aún lo desea.

foreseen = { $count ->
    [one] 1 usuario será rechazado: { $why } { $fix }
   *[other] { $count } usuarios serán rechazados: { $why } { $fix }
  }

what-granted = Licencia asignada.
what-granted-without = Licencia asignada, sin { $plans }.
what-revoked = Licencia quitada.
what-plans-on = Activado: { $plans }.
what-plans-off = Desactivado: { $plans }.
what-unchanged = Ya estaba como se pidió.
what-kept-inherited = Se mantiene: la da un grupo.
what-kept-self-service = Se mantiene: pertenece a una compra de autoservicio.

clock-mail = { $count ->
    [one] Correo de 1 usuario
   *[other] Correo de { $count } usuarios
  }
clock-mail-text = El buzón se desconecta de inmediato. A los 30 días su contenido se borra para siempre.
clock-mail-saves = Devolver una licencia con correo antes de ese día lo salva.
clock-archive = { $count ->
    [one] Archivo de correo de 1 usuario
   *[other] Archivos de correo de { $count } usuarios
  }
clock-apps = { $count ->
    [one] Aplicaciones instaladas de 1 usuario
   *[other] Aplicaciones instaladas de { $count } usuarios
  }
clock-apps-text = Las aplicaciones solo podrán ver e imprimir tras su próxima comprobación, a más tardar ese día. No se pierden datos.
clock-apps-saves = Al devolver la licencia vuelven a funcionar.
clock-files = { $count ->
    [one] Archivos de 1 usuario
   *[other] Archivos de { $count } usuarios
  }
clock-files-kept = Los archivos se conservan mientras exista el usuario.
clock-files-text = Los archivos se conservan hasta ese día; después pasan a la papelera de reciclaje.
clock-files-saves = Restaurar al usuario antes de ese día los salva.
clock-search = { $count ->
    [one] Búsqueda en el correo de 1 usuario
   *[other] Búsqueda en el correo de { $count } usuarios
  }
clock-search-off = Desde ahora las búsquedas no encuentran este correo.
clock-unknown = { $count ->
    [one] Datos desconocidos de 1 usuario
   *[other] Datos desconocidos de { $count } usuarios
  }
clock-unknown-text = Desaparece un plan de servicio de cuyos datos Cupo no sabe nada. Averígüelo antes de guardar.
