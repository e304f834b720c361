### Lo que las personas compran para sí mismas: sus propias páginas.

rail-mine = Lo mío
my-licenses = Mis licencias y aplicaciones
my-shop = Comprar
my-purchases = Administrar mis compras
my-hello = Hola, { $name }. Esto es lo que tiene ahora.
my-licenses-none = No tiene ninguna licencia
my-licenses-none-help = Sus administradores asignan licencias, o usted mismo compra una.
my-column-product = Producto
my-column-from = De dónde viene
my-column-apps = Aplicaciones y servicios
my-from-direct = Se la dio su organización
my-from-group = De un grupo: { $name }
my-from-own = De una compra suya
my-from-other = De la compra de un compañero
my-apps-none = Todos sus servicios están desactivados
my-shop-lead = Usted compra para sí y para personas de su organización. Paga al vendedor; Cupo no guarda ninguna tarjeta. Sus administradores ven lo que compra.
my-shop-none = Aquí no hay nada en venta
my-shop-none-help = Ningún producto del catálogo tiene precio.
my-shop-buy = Comprar
my-shop-try = Probar gratis un mes
my-shop-find = Buscar un producto
my-shop-nothing = Ningún producto se llama así
my-shop-all = Todos los productos
my-order-title = Comprar { $product }
my-trial-title = Probar { $product }
my-trial-lead = Una prueba no cuesta nada, no pide tarjeta y termina por sí sola después de un mes.
my-order-seats = Plazas
my-order-seats-hint = De 1 a { $most }.
my-order-term = Período y precio de una plaza
my-purchases-lead = Lo que usted compró. Solo usted cambia sus plazas, hasta que un administrador tome el control.
my-purchases-none = No ha comprado nada
my-purchases-none-help = Lo que compre aparece aquí, con sus plazas y sus personas.
my-column-state = Estado
my-column-seats = Plazas
my-column-price = Precio de una plaza
my-column-until = Fin del período
my-trial = Prueba
my-purchase-people = Personas con plaza
my-purchase-nobody = Todavía nadie tiene plaza.
my-purchase-since = Desde el { $day }
my-purchase-first = Estas son las primeras { $count }. Para quitar la plaza a otra persona, búsquela.
my-purchase-find = Buscar una persona con plaza
my-purchase-give = Dar plazas a
my-purchase-give-hint = Nombres de usuario de personas de su organización, separados por comas; { $most } personas a la vez como máximo.
my-purchase-take = Quitar la plaza a
my-purchase-change = Número de plazas
my-purchase-cancel = Cancelar la compra
my-purchase-cancel-lead = Todos pierden la licencia enseguida y la compra se elimina.
my-purchase-renews = Se renueva el { $day }
my-purchase-ends = Termina el { $day }
my-fact-term = Período
my-names-wrong = Nadie de su organización se llama { $name } aquí. Solo puede dar plazas a personas de su propia organización (E-SCOPE, R-SSP-2).
my-tell-buy = Usted compra { $seats ->
    [one] { $seats } plaza
   *[other] { $seats } plazas
 } de { $product } por { $price }. Después da las plazas a personas.
my-tell-trial = Usted prueba { $product } con { $seats ->
    [one] { $seats } plaza
   *[other] { $seats } plazas
 } hasta el { $day }, sin coste. Después no sigue nada por sí solo.
my-tell-seats = { $product } tiene { $after } plazas en lugar de { $before }. La diferencia es de { $price }.
my-tell-people = { $product }: { $given } dadas, { $taken } quitadas; después quedan { $free } libres.
my-tell-cancel = Su compra de { $product } termina ahora y se elimina. { $people ->
    [0] Nadie tiene plaza.
    [one] Una persona pierde la licencia.
   *[other] { $people } personas pierden la licencia.
 }
my-per-month = { $price } al mes
my-per-year = { $price } al año
my-per-three-years = { $price } por tres años
my-price-none = nada
my-title-people = Personas con plaza
my-title-seats = Cambiar el número de plazas
my-refused-guest = Usted es un invitado aquí, y los invitados no compran para la organización. Pida una licencia a su administrador.
my-refused-sector = En organismos públicos y centros educativos nadie compra por su cuenta. Pida una licencia a su administrador.
my-refused-country = En el país de su organización nadie compra por su cuenta. Pida una licencia a su administrador.
my-refused-product = Este producto no se vende a personas en el país de su organización. Pida una licencia a su administrador.
my-refused-policy = Su organización no permite comprar este producto por cuenta propia. Pida una licencia a su administrador.
my-refused-trials = Su organización solo permite una prueba gratuita de este producto. Pida una licencia a su administrador.
my-refused-bought = Ya ha comprado este producto. Cambie su número de plazas en Administrar mis compras.
my-refused-tried = Ya ha probado este producto.
my-refused-sold = Este producto ya no se vende.
my-refused-ended = Esta compra ya no está en vigor.
my-refused-people = { $most } personas a la vez como máximo.
my-refused-nobody = Diga a quién da una plaza, o a quién se la quita.
my-refused-both = Nadie puede recibir una plaza y perderla a la vez.
my-refused-scope = Solo puede dar plazas a personas de su propia organización.
my-refused-assigned = { $free ->
    [0] Todas las plazas están ocupadas. Quite primero plazas a personas.
    [one] Solo puede quitarse una plaza; las demás están ocupadas. Quite primero plazas a personas.
   *[other] Solo pueden quitarse { $free } plazas; las demás están ocupadas. Quite primero plazas a personas.
 }
my-refused-rule = { $text } ({ $code }, { $rule })
my-refused-title = No puede comprar esto por su cuenta
did-own-bought = La compra está hecha. Ahora dé las plazas a personas.
did-own-changed = La compra está cambiada.
did-own-ended = La compra ha terminado.
action-serve-self = Comprar para sí
action-take-over = Tomar el control de lo que compraron las personas
ops-title-self-buy = Compra de autoservicio
ops-title-self-seats = Plazas de una compra de autoservicio cambiadas
ops-title-self-people = Personas de una compra de autoservicio cambiadas
ops-title-self-cancel = Compra de autoservicio cancelada por su comprador
ops-title-self-move = Compra de autoservicio asumida: personas movidas
ops-title-self-end = Compra de autoservicio asumida: cancelada
ops-self-of = { $title }: { $product }, { $seats ->
    [one] { $seats } plaza
   *[other] { $seats } plazas
 }
ops-final-self-service = solo el comprador la cambia, en la página de la compra (regla R-SSP-2)
ops-final-self-service-ended = una compra que terminó queda eliminada; sus personas reciben otra licencia (regla R-SSP-6)
audit-taken-over = Compra de autoservicio asumida
take-title = Apoderarse de esta suscripción
take-lead = Nadie salvo el comprador cambia sus plazas. Quien toma el control la termina: o sus personas reciben una licencia de otra suscripción, o pierden la suya. El comprador recibe un correo.
take-move = Mover usuarios
take-to = Moverlos a
take-end = Cancelar suscripción
take-reason = Por qué se cancela
take-tell-move = { $people ->
    [0] Nadie tiene plaza de { $product }.
    [one] Una persona recibe { $to } en lugar de { $product }.
   *[other] { $people } personas reciben { $to } en lugar de { $product }.
 } La compra se elimina y su comprador recibe un correo.
take-tell-end = { $people ->
    [0] Nadie tiene plaza de { $product }.
    [one] Una persona pierde { $product }.
   *[other] { $people } personas pierden { $product }.
 } La compra se elimina y su comprador recibe un correo.
take-refused-move = { $count ->
    [one] Una persona no puede moverse, así que no se mueve a nadie.
   *[other] { $count } personas no pueden moverse, así que no se mueve a nadie.
 } { $text }
take-refused-reason = Diga por qué se cancela.
mail-moved = Su compra fue asumida
mail-moved-body = { $name }: un administrador tomó el control de lo que usted compró. Sus personas tienen ahora otra licencia y la compra está eliminada.
mail-ended = Su compra fue cancelada
mail-ended-body = { $name }: un administrador canceló lo que usted compró. El motivo: { $reason }
