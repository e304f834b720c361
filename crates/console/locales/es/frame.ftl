### What surrounds every page: rail, top bar, account.

## Rail. The labels of sections 19 and 20 of the rule book are exact.

rail-dashboard = Panel
rail-home = Inicio
rail-customers = Clientes
rail-overview = Resumen
rail-users = Usuarios
rail-users-and-licenses = Usuarios y licencias
rail-active-users = Usuarios activos
rail-deleted-users = Usuarios eliminados
rail-billing = Facturación
rail-licenses = Licencias
rail-your-products = Sus productos
rail-records = Registros
rail-operations = Operaciones
rail-audit = Auditoría
rail-settings = Configuración
rail-installation = Instalación
rail-catalogue = Catálogo
rail-mail = Correo

## Top bar and landmarks.

frame-skip = Ir al contenido
frame-menu = Menú
frame-home = Cupo, página de inicio
frame-rail = Navegación principal
frame-crumbs = Usted está aquí
frame-switch = Cliente: { $name }. Cambiar de cliente
frame-switch-title = Abrir esta página en otro cliente
frame-all-customers = Todos los clientes
frame-account = Cuenta de { $name }
frame-compact = Filas compactas
frame-password = Cambiar la contraseña
frame-sign-out = Cerrar sesión
panel-label = Detalles

## What a form says when the server gave no good answer.

trouble-session = Ya no tiene una sesión iniciada. Lo que eligió sigue aquí.
trouble-sign-in = Inicie sesión en una pestaña nueva y vuelva
trouble-changed = Algo de lo que muestra esta página ha cambiado.
trouble-reload = Cargar la página de nuevo
trouble-offline = No se puede contactar con el servidor. Lo que eligió sigue aquí.
trouble-again = Reintentar
trouble-refused = El servidor no pudo calcularlo. Lo que eligió sigue aquí; inténtelo de nuevo o guarde.
