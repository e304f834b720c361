### Settings, mail and the catalogue.

settings-limits = Límites
settings-page-limit = Usuarios cada vez en la página Licencias
settings-page-limit-hint = De { $least } a { $most }. En Usuarios activos y en el escritorio del partner no hay ese límite.
settings-range = Escriba un número entero de { $least } a { $most }
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
