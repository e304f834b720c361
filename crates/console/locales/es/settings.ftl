### Settings, mail and the catalogue.

settings-limits = Límites
settings-page-limit = Usuarios cada vez en la página Licencias
settings-page-limit-hint = De { $least } a { $most }. En Usuarios activos y en el escritorio del partner no hay ese límite.
settings-range = Escriba un número entero de { $least } a { $most }
settings-delegation = Los responsables obtienen acceso a los archivos de los usuarios eliminados
settings-delegation-yes = Sí, hasta que los archivos pasan a la papelera
settings-delegation-no = No, nadie obtiene acceso ni aviso
settings-second-owner = Quién obtiene ese acceso cuando no hay responsable
settings-second-hint = Nombre de usuario de un usuario activo. Opcional: si no se indica, nadie lo obtiene.
settings-zone = Zona horaria

## Mail.

mail-lead = Esta instalación no envía correo. Aquí se muestra lo que enviaría.
mail-none = Todavía no hay correo
mail-none-help = Se escribe un correo cuando lo requieren contraseñas, plazos o aprobaciones.

## Catalog.

catalogue-search = Buscar productos por nombre, número de referencia o id
catalogue-import = Importar el catálogo
catalogue-none = Ningún producto encontrado
catalogue-none-help = Busque otro nombre o importe el catálogo.

## Dominios.

domains-title = Dominios
domains-lead = Los nombres de inicio de sesión de los usuarios terminan en uno de estos dominios. Un dominio pertenece a una sola organización.
domains-new-users = Usuarios nuevos
domains-actions = Qué se puede hacer
domains-is-default = Los usuarios nuevos reciben este dominio
domains-make-default = Elegir este
domains-make-default-of = Elegir este para usuarios nuevos: { $domain }
domains-remove = Quitar
domains-remove-of = Quitar { $domain }
domains-add = Dominios que se añaden
domains-add-hint = Por ejemplo, tienda.norte.example; varios, separados por comas o espacios.
domains-add-button = Añadir dominios
domains-further = Otros dominios
domains-further-hint = Opcional. Varios, separados por comas o espacios; más adelante se pueden añadir otros en la configuración.
domains-sentence-add = Los nombres de inicio de sesión podrán terminar en { $domains }.
domains-sentence-remove = Ningún nombre de inicio de sesión podrá terminar en { $domains }, y otra organización podrá tomarlo.
domains-sentence-default = Los usuarios nuevos recibirán { $domain } si no se elige otro dominio.
domains-default-field = Dominio de los usuarios nuevos
domains-there = { $domain } ya es un dominio de este cliente.
domains-taken = { $domain } pertenece a otra organización de aquí.
domains-used = { $count ->
    [one] { $domain } no se puede quitar: 1 usuario, activo o eliminado que aún se puede restaurar, tiene ahí un nombre de inicio de sesión o una dirección. Cámbielo antes.
   *[other] { $domain } no se puede quitar: { $count } usuarios, activos o eliminados que aún se pueden restaurar, tienen ahí un nombre de inicio de sesión o una dirección. Cámbielos antes.
  }
domains-default-stays = Los usuarios nuevos reciben este dominio. Elija antes otro para ellos.
domains-many = Una organización tiene { $most } dominios como máximo.
domains-long = { $domain } es demasiado largo: { $most } caracteres como máximo.
domains-letter = { $domain } no puede figurar tal cual en un nombre de inicio de sesión; escríbalo como está registrado, con letras de la a a la z, cifras y guiones (xn--…). { $letter }
domains-wrong = { $domain } no es un dominio. Escríbalo con un punto, como en norte.example, con letras, cifras y guiones.
