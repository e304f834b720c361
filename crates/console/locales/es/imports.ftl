### Imports: the file, what was found in it, applying it.

import-users-title = Importar usuarios
import-users-lead = Un archivo CSV con las dieciséis columnas del centro de administración, con encabezados en español o en inglés. Una importación de hasta { $most } usuarios nuevos se puede deshacer durante 30 días: se elimina de nuevo a quienes no se haya tocado desde entonces. Una que toma campos de usuarios que ya existen, o que crea más, no se puede deshacer entera (regla D-14).
import-users-hint = Coma o punto y coma; UTF-8 o Windows-1252. Primero se comprueba el archivo; no se crea nada hasta que lo aplique.
import-template-en = Plantilla en inglés
import-template-es = Plantilla en español
import-catalogue-lead = El CSV oficial de nombres de producto e identificadores de planes de servicio, tal como se publica.
import-catalogue-hint = Importar dos veces el mismo archivo no cambia nada la segunda vez.
import-file = Archivo CSV
import-file-missing = Elija un archivo
import-existing = Usuarios que ya existen
import-existing-skip = Dejarlos como están
import-existing-update = Actualizarlos desde el archivo
import-check = Comprobar el archivo
import-apply-users =
    { $count ->
        [one] Crear { $count } usuario
       *[other] Crear { $count } usuarios
    }
import-apply-products =
    { $count ->
        [one] Importar { $count } producto
       *[other] Importar { $count } productos
    }
import-clean = No se ha encontrado nada extraño.
import-findings = Hallazgos por línea
import-findings-csv = Descargar los hallazgos
import-sentence =
    { $rows ->
        [one] { $rows } fila leída: { $good } correctas, { $bad } rechazadas, { $skipped } omitidas.
       *[other] { $rows } filas leídas: { $good } correctas, { $bad } rechazadas, { $skipped } omitidas.
    }
import-domains = { $count ->
    [one] { $count } fila se rechaza porque a este cliente le falta el dominio: { $domains }.
   *[other] { $count } filas se rechazan porque a este cliente le faltan estos dominios: { $domains }.
  }
import-domains-add = Agregue los dominios en la configuración y vuelva a comprobar el archivo
import-changed =
    { $before ->
        [one] Se han agregado o quitado usuarios desde que se mostró esto y no se ha importado nada. Entonces se habría creado { $before } usuario; ahora, { $now }. Revíselo y pulse de nuevo.
       *[other] Se han agregado o quitado usuarios desde que se mostró esto y no se ha importado nada. Entonces se habrían creado { $before } usuarios; ahora, { $now }. Revíselo y pulse de nuevo.
    }
import-domains-role = Los puede añadir en la configuración un administrador global o el partner.
import-accept = Aceptada
import-warn = Advertencia
import-skip = Omitida
import-reject = Rechazada

finding-exists = Ya existe un usuario con este nombre. Elija omitir o actualizar los usuarios existentes.

## Licencias desde un archivo.

license-file-title = Licencias desde un archivo
license-file-do = Cambiar licencias desde un archivo
license-file-export = Exportar licencias
license-file-lead = Un archivo CSV con una fila por usuario y producto. Exporte las licencias, edite el archivo y cárguelo aquí: lo que no se edita no cambia.
license-file-hint = Columnas Usuario, Producto y Planes desactivados, con encabezados en español o en inglés; los productos, por referencia, GUID o nombre. Coma o punto y coma; UTF-8 o Windows-1252. Nada cambia hasta que usted guarde.
license-file-mode = Qué dicen las filas
license-file-replace = Cada usuario del archivo tendrá exactamente estas licencias
license-file-assign = Dar estas licencias
license-file-revoke = Quitar estas licencias
license-file-others = Los usuarios que no están en el archivo no tendrán ninguna licencia
license-file-others-mode = Solo un archivo que dice lo que tendrá cada uno puede hablar por quienes no están en él. Elija esa opción o desmarque la casilla.
license-file-left-out =
    { $rows ->
        [one] También queda fuera { $rows } fila correcta, porque su usuario tiene una fila rechazada.
       *[other] También quedan fuera { $rows } filas correctas, porque sus usuarios tienen una fila rechazada.
    }
license-file-users = Usuarios
license-file-plan = Qué hará al guardar
license-file-nothing = Todo está ya como dice el archivo. No hay nada que guardar.
