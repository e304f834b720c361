# Clientes nuevos y productos nuevos de un cliente.

new-customer = Nuevo cliente
new-customer-lead = El cliente tendrá sus propios usuarios, productos y registros. Con esto no se invita ni se cobra a nadie.
new-customer-sentence = { $name } ({ $domain }) pasa a ser cliente.
new-customer-name = Nombre del cliente
new-customer-create = Crear cliente
new-name-wrong = Escriba un nombre de 256 caracteres como máximo.
new-name-missing = Escriba un nombre para mostrar.
new-user-alias-missing = Escriba un nombre de usuario.
new-domain-wrong = Escriba un dominio como norte.example.
new-domain-taken = Este dominio pertenece a otra organización de aquí. Use otro.
new-delegated-yes = Administración delegada: el partner administra usuarios y licencias
new-delegated-no = Solo revendedor: el partner administra las suscripciones
new-purchase-lead = Una suscripción nueva, activa de inmediato. Sus licencias se pueden asignar en cuanto esté. La compra no se puede deshacer; las licencias se pueden reducir durante 7 días.
new-no-base = Es un complemento: necesita una suscripción en vigor de un producto al que amplía, comprada de la misma forma. Compre antes ese producto. (E-STATE, R-PROD-16)
new-base-term = Este complemento se compra por el mismo período que la suscripción a la que amplía, y termina con ella. Seleccione ese período. (E-INVALID, R-PROD-16)
new-seats = Licencias
new-product-none = Seleccione un producto
new-product-first = Seleccione un producto; aquí se dice lo que cuesta.
new-term = Período
new-term-year = Un año
new-term-month = Un mes
new-term-three-years = Tres años
new-term-once = Compra permanente
new-term-not-sold = Este producto no se vende por ese período. Se vende por: { $terms }.
new-purchase-cost = { $seats ->
    [one] 1 licencia de { $product } a { $price }: { $total } por período.
   *[other] { $seats } licencias de { $product } a { $price } cada una: { $total } por período.
  }
new-purchase-unpriced = { $seats ->
    [one] 1 licencia de { $product }; precio sin definir.
   *[other] { $seats } licencias de { $product }; precio sin definir.
  }
new-user = Agregar un usuario
new-user-lead = El usuario empieza sin licencias; después se le asignan en su página.
new-user-look = Continuar
new-user-sentence = Se agregará a { $name } como { $user }: sin licencias y con una contraseña para el primer inicio de sesión, que se muestra una sola vez.
new-user-undo = Se puede deshacer hasta el { $date }, mientras nadie use ni cambie la cuenta.
new-user-created = Se agregó a { $name }, con una contraseña para el primer inicio de sesión.
new-user-licenses = Dar licencias a { $name }
new-user-alias-hint = Lo que va antes de la @.
field-user-name-hint = Es con lo que la persona inicia sesión y termina con un dominio de este cliente.
field-user-name-wrong = Escriba el nombre de usuario como nombre@dominio, con letras, cifras, . - _ o ' y un dominio de este cliente.
new-user-taken = Alguien de aquí ya tiene este nombre de usuario. Use otro.
new-user-location-none = Seleccione una ubicación
new-user-location-wrong = Seleccione la ubicación: las licencias dependen de ella.
new-user-domain-wrong = Seleccione uno de los dominios de la organización.
new-user-field-wrong = Use 64 caracteres como máximo, en una sola línea.
holder-all = Todas las licencias y aplicaciones
