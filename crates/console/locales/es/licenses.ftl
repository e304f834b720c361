### Manage licenses, the several-users panel, Licenses, products and subscriptions.

## Manage licenses (seed 002).

manage-title = Administrar licencias
manage-section = Asignar y revocar licencias
manage-plans = Ver planes de servicio
buy-more = Comprar más
manage-after = después de este cambio:
manage-holders =
    { $count ->
        [one] { $count } usuario seleccionado tiene { $product }
       *[other] { $count } usuarios seleccionados tienen { $product }
    }
manage-holders-title =
    { $count ->
        [one] { $count } de los usuarios seleccionados ya la tiene
       *[other] { $count } de los usuarios seleccionados ya la tienen
    }
manage-preview = Vista previa
manage-changed-title = No se ha guardado nada; revíselo de nuevo
manage-changed-help = Abajo se ve lo que ocurriría ahora. Si es correcto, vuelva a guardar.
tri-cleared = Se quita con el producto
tri-keep-given = Viene con el producto
panel-lost = { $data }: con plazo hasta el { $due }. Lo salva cualquiera de estas licencias: { $products }
panel-saves = Salva lo que tiene plazo: { $data }
tri-keep-half = Dejar como está (algunos)
tri-keep-filled = Dejar como está (todos)
tri-keep-empty = Dejar como está (nadie)
tri-give = Dar a todos
tri-take = Quitar a todos
plan-some =
    { $count ->
        [one] activo en { $count }
       *[other] activo en { $count }
    }

## The sentence of the footer.

save-nothing = Todavía no cambia nada. Elija qué cambiar.
save-starts =
    { $count ->
        [one] Empezaría { $count } plazo
       *[other] Empezarían { $count } plazos
    }
save-gives =
    { $count ->
        [one] asigna { $count } licencia
       *[other] asignan { $count } licencias
    }
save-takes =
    { $count ->
        [one] quita { $count } licencia
       *[other] quitan { $count } licencias
    }
save-plans =
    { $count ->
        [one] cambian planes de servicio { $count } vez
       *[other] cambian planes de servicio { $count } veces
    }
save-sentence =
    { $users ->
        [one] Al guardar, se { $changes } a { $users } usuario.
       *[other] Al guardar, se { $changes } a { $users } usuarios.
    }
save-join = { $first }, { $second }
save-undo = Se puede deshacer hasta el { $date }.

## Clocks.

clocks-title = Se perderán datos
clocks-confirm-mail =
    { $count ->
        [one] { $save } y perder { $count } buzón el { $date }
       *[other] { $save } y perder { $count } buzones el { $date }
    }
clocks-confirm-data =
    { $count ->
        [one] { $save } y perder datos de { $count } usuario el { $date }
       *[other] { $save } y perder datos de { $count } usuarios el { $date }
    }

## Several users (seed 000).

several-title = Administrar licencias de producto
several-modes = Formas de cambiar licencias
several-assign = Asignar más
several-assign-text = Mantener las licencias existentes y asignar más
several-replace = Reemplazar
several-replace-text = Reemplazar las asignaciones de licencias de producto existentes
several-unassign = Anular la asignación de todos
several-unassign-text =
    { $count ->
        [one] Se quitan todas las licencias directas de { $count } usuario. Las licencias de grupos y de compras de autoservicio se conservan.
       *[other] Se quitan todas las licencias directas de { $count } usuarios. Las licencias de grupos y de compras de autoservicio se conservan.
    }
several-edit = Producto por producto
several-edit-text = Dé un producto a todos o quíteselo a todos. Lo que deja como está no cambia a nadie.
several-done = Listo
plans-toggle = Activar o desactivar aplicaciones y servicios
plans-on = { $on } de { $total } activos
plans-count =
    { $count ->
        [one] { $count } plan de servicio
       *[other] { $count } planes de servicio
    }
choice-available =
    { $count ->
        [0] ninguna libre
        [one] { $count } libre
       *[other] { $count } libres
    }

## Licenses and products.

licenses-lead = Una fila por producto, con todas sus suscripciones sumadas.
licenses-none = Todavía no hay licencias
licenses-none-help = Los productos aparecen aquí cuando se ha comprado una suscripción.
licenses-conflict =
    { $count ->
        [one] { $count } usuario necesita una licencia válida
       *[other] { $count } usuarios necesitan una licencia válida
    }
licenses-self-service = Autoservicio
products-count =
    { $count ->
        [one] { $count } producto
       *[other] { $count } productos
    }
assigned-of = { $taken } de { $total }
assign-button = Asignar licencias
assign-title = Asignar licencias a usuarios
assign-do = Asignar
assign-people =
    { $count ->
        [one] Nombre de usuario, hasta { $count }
       *[other] Nombres de usuario, hasta { $count }
    }
assign-people-hint = Uno por línea. Escriba tres letras para buscar un usuario.
assign-unknown = Línea { $line }: ningún usuario se llama { $name }. Compruebe el nombre de usuario.
unassign-title = Anular la asignación de licencias
unassign-button = Quitar la asignación
batch-title =
    { $count ->
        [one] Esta página cambia { $count } usuario cada vez
       *[other] Esta página cambia hasta { $count } usuarios cada vez
    }
batch-help =
    { $count ->
        [one] Ha elegido { $count }. En Usuarios activos no hay ese límite; su selección puede pasar allí tal cual.
       *[other] Ha elegido { $count }. En Usuarios activos no hay ese límite; su selección puede pasar allí tal cual.
    }
batch-parts = { $count } usuarios son demasiados a la vez, y este producto solo se asigna en esta página. Indique como máximo { $limit } cada vez.
batch-carry = Continuar en Usuarios activos
product-tick-up-to =
    { $count ->
        [one] Marque hasta { $count } usuario.
       *[other] Marque hasta { $count } usuarios.
    }
product-ticked = Marcados:
seats-change = Licencias disponibles: { $before } ahora, { $after } después de este cambio.
product-nobody = Nadie tiene este producto
product-nobody-help = Asígnelo a los usuarios que lo necesiten.
source-direct = Directamente
source-self-service = Autoservicio

## Your products.

subscriptions-count =
    { $count ->
        [one] { $count } suscripción
       *[other] { $count } suscripciones
    }
subscriptions-filters = Tipos de suscripción
subscriptions-all = Todas
subscriptions-trial = Prueba
subscriptions-self-service = Autoservicio
subscriptions-free = Gratis
subscriptions-none = Aquí no hay suscripciones
subscriptions-none-yet = Una suscripción es lo que da puestos: una fila por cada compra.
subscriptions-none-help = Vea todos los tipos de suscripción.
state-pending = Pendiente
state-scheduled = Programada
state-active = Activa
state-expired = Expirada
state-disabled = Deshabilitada
state-suspended = Suspendida
state-deleted = Eliminada
channel-direct = Compra directa
channel-reseller = A través de un partner
channel-prepaid = Clave de prepago
channel-volume = Licencias por volumen
channel-trial = Prueba
channel-self-service = Autoservicio
channel-free = Registro gratuito
billing-on = Facturación periódica activada
billing-off = Facturación periódica desactivada
billing-once = Compra permanente

## Buying.

buy-title = Comprar licencias
buy-licenses = Comprar licencias
buy-others = Otras suscripciones de este producto:
buy-quantity = Total de licencias
buy-quantity-hint = El nuevo total, no la diferencia. Ahora { $now }; se permite de { $least } a { $most }.
buy-sentence =
    { $count ->
        [one] Añade { $count } puesto, { $price } más por período.
       *[other] Añade { $count } puestos, { $price } más por período.
    }
buy-sentence-fewer =
    { $count ->
        [one] Quita { $count } puesto, { $price } menos por período.
       *[other] Quita { $count } puestos, { $price } menos por período.
    }
buy-sentence-same = El total no cambia.
price-per-year = { $price } por licencia y año
price-per-month = { $price } por licencia y mes
