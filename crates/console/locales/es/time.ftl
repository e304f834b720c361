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
risk-way-hand-over = Dar a otra persona acceso a los archivos
risk-way-export = Hacer una copia
risk-way-bin = Un administrador de SharePoint recupera los archivos de la papelera de reciclaje
risk-way-recover = Recuperar o restaurar el buzón que se conserva
risk-way-release = Se conserva hasta que se levante la retención
risk-column-state = Cuenta
risk-column-data = Datos
risk-column-why = Por qué
