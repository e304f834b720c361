### Lo que un cliente decide sobre las personas que se sirven a sí mismas.

policies-title = Compras de autoservicio
policies-help = Qué productos puede comprar cada persona para sí.
policies-open = Decidir producto a producto
policies-lead = Un cambio vale para lo que se compre o pruebe desde entonces; las compras que ya existen quedan como están. Todo producto nuevo empieza permitido.
policies-column = Qué pueden hacer las personas
policy-of = Autoservicio: { $product }
policy-allow = Comprar y probar
policy-trials = Solo probar, sin forma de pago
policy-deny = Ni comprar ni probar
policy-sector = Tipo de organización
policy-sector-commercial = Empresa o asociación
policy-sector-government = Organismo público
policy-sector-education = Centro de enseñanza

### Lo que las personas compraron de un producto, para administradores.

purchases-lead = Lo que las personas compraron para sí. Solo el comprador cambia plazas y personas; un administrador toma el control en la página de la compra y después da licencias de otra suscripción (E-SSP-OWNED, R-SSP-3).
purchases-count = Compras
purchases-free = Cantidad disponible
purchases-of = Comprado por { $name }
purchases-purchaser = Comprador
purchases-purchaser-address = Nombre de usuario del comprador
purchases-since = Desde
purchases-somebody = alguien que ya no está
purchases-more = { $count ->
    [one] Otra persona más tiene plaza; el archivo nombra a todas.
   *[other] Otras { $count } personas más tienen plaza; el archivo nombra a todas.
 }
purchases-line = { $count ->
    [one] 1 compra
   *[other] { $count } compras
 } · { $free ->
    [one] 1 plaza libre
   *[other] { $free } plazas libres
 }
purchases-prices = varios precios
bill-self-service-several = Autoservicio · { $purchases }
