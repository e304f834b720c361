# Palabras que comparten varias páginas: roles, mensajes tras una acción, motivos, remedios, plazos.

role-operator = Operador de esta instalación
role-admin-agent = Agente administrador
role-sales-agent = Agente de ventas
role-helpdesk-agent = Agente del servicio de asistencia
role-global-admin = Administrador global
role-license-admin = Administrador de licencias
role-user-admin = Administrador de usuarios
role-billing-admin = Administrador de facturación
role-billing-account-owner = Propietario de la cuenta de facturación
role-billing-account-contributor = Colaborador de la cuenta de facturación
role-billing-account-reader = Lector de la cuenta de facturación
role-billing-profile-owner = Propietario del perfil de facturación
role-billing-profile-contributor = Colaborador del perfil de facturación
role-global-reader = Lector global
role-groups-admin = Administrador de grupos
role-service-support-admin = Administrador de soporte
role-helpdesk-admin = Administrador del servicio de asistencia
role-directory-reader = Lector de directorio
role-guest-inviter = Invitador de usuarios externos
role-message-center-reader = Lector del centro de mensajes
role-exchange-admin = Administrador de Exchange
role-sharepoint-admin = Administrador de SharePoint
role-reports-reader = Lector de informes
role-user = Usuario

search-all = Buscar usuarios, productos, páginas
search-outside = Buscar clientes y páginas
search-title = Resultados de la búsqueda
search-what = Escriba lo que busca
search-what-help = Se buscan nombres de usuarios, productos, clientes y páginas, también por una parte.
search-none = Nada se llama { $text }
search-products = Productos
search-pages = Páginas

did-password = Su contraseña se ha cambiado. Todas sus demás sesiones han terminado.
did-saved = Sus cambios se han guardado.
did-nothing = No había nada que cambiar.
did-nobody = No se marcó a nadie. Marque a quién restaurar.
did-bought = El número de licencias se ha cambiado.
did-cleared = La selección está vacía.
did-imported = El archivo se ha importado.
did-undone = La operación se ha deshecho.
did-location = La ubicación se ha guardado.

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
what-nothing = Nada que quitar ni que cambiar.
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
clock-deleted-saves = Restaurar al usuario antes de ese día lo salva.
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
