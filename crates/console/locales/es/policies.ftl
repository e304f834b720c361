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
