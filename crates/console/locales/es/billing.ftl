### Licencias, productos, suscripciones, compra, configuración e importación del catálogo: lo que las plantillas no nombran.

## Licencias y la página de un producto.

bill-no-service = Sin servicio: todos los puestos están suspendidos
bill-self-service-of = Autoservicio: { $name }
bill-source-group = De un grupo
bill-plan-company = Vale para toda la organización.
bill-note-no-service = Todos los puestos de este producto están suspendidos o cancelados. Quienes lo tienen no reciben servicio hasta que su suscripción vuelva a estar activa.
bill-note-self-service = Hay usuarios que compraron puestos de este producto para sí: { $taken } de { $total } están ocupados. No forman parte de las cifras de arriba y los administran sus compradores.
bill-note-end-of-sale = Este producto ya no se vende. Los puestos que hay se pueden seguir asignando.
bill-nobody-ticked = No se marcó a nadie. Marque a los usuarios que deben perder la licencia.
bill-people-missing = Escriba al menos un nombre de usuario.
bill-no-match = Ningún usuario con este producto coincide
bill-no-match-help = Busque otra cosa o vea a todos los que lo tienen.

## Lo que se puede perder, por clase de datos (R-UI-15).


## Suscripciones.

bill-channel-legacy = Contrato en línea anterior (MOSA)
bill-channel-state = { $channel }, { $state }
bill-bought-by = Comprada por { $name }
bill-price-three-years = { $price } por licencia y tres años
bill-price-once = { $price } por licencia, una sola vez
bill-change-quantity = Cambiar el número de licencias
bill-why-role = Su rol muestra las suscripciones, pero no las cambia.
bill-why-credit = Hay una comprobación de crédito en curso. Espere su resultado.
bill-why-scheduled = No admite cambios antes de su comienzo.
bill-why-expired = Ha terminado. Sus licencias cuentan todavía un tiempo; renuévela para conservarlos.
bill-why-suspended = Está suspendida. Debe volver a estar activa antes de cambiar.
bill-why-disabled = Está deshabilitada. Renuévela o reactívela primero.
bill-why-deleted = Está eliminada y no se puede cambiar.
bill-why-reseller = Se compró a través de un partner. Pida el cambio al partner.
bill-why-direct = El cliente la compró directamente y la cambia allí.
bill-why-prepaid = Se compró con una clave de producto. Añada licencias con otra clave; no se pueden quitar.
bill-why-volume = Pertenece a un contrato por volumen y se cambia allí.
bill-why-trial = Una prueba no se puede cambiar. Compre el producto.
bill-why-self-service = Pertenece al usuario que la compró hasta que alguien tome su control.
bill-why-free = Un registro gratuito no tiene licencias que comprar.

## Compra.

bill-nothing-to-buy = Aquí no se pueden comprar licencias
bill-no-subscription = No hay ninguna suscripción de { $product } que usted pueda cambiar.
bill-none-grows = Ninguna suscripción de { $product } puede crecer ahora.
bill-subscription-why = { $channel }, { $quantity } licencias: { $why }
bill-nothing-partner = Venda al cliente una suscripción de este producto o libere licencias que alguien no necesite.
bill-nothing-customer = Pida a quien le vende una suscripción de este producto o libere licencias que alguien no necesite.
bill-buy-subscription = Comprar una suscripción nueva de { $product }
bill-go-back = Volver
bill-other = { $channel }, { $quantity } licencias
bill-buy-unpriced =
    { $count ->
        [one] Añade { $count } licencia. Su precio no está fijado.
       *[other] Añade { $count } licencias. Su precio no está fijado.
    }
bill-buy-fewer-unpriced =
    { $count ->
        [one] Quita { $count } licencia. Su precio no está fijado.
       *[other] Quita { $count } licencias. Su precio no está fijado.
    }
bill-qty-number = Escriba un número entero de licencias, solo con cifras.
bill-qty-same = El total es el mismo que ahora. Escriba el nuevo total, no la diferencia.
bill-qty-minimum =
    { $count ->
        [one] La oferta requiere al menos { $count } licencia. Escriba esa cantidad o más.
       *[other] La oferta requiere al menos { $count } licencias. Escriba esa cantidad o más.
    }
bill-qty-maximum =
    { $count ->
        [one] Se permite { $count } licencia como máximo. Escriba esa cantidad o menos; para más hace falta otra suscripción.
       *[other] Se permiten { $count } licencias como máximo. Escriba esa cantidad o menos; para más hace falta otra suscripción.
    }
bill-qty-end-of-sale = Este producto ya no se vende y no se pueden añadir licencias. Elija su sucesor.
bill-qty-window = Las licencias se pueden devolver en los 7 días siguientes a comprarlas, renovarlas o añadirlas; ese plazo ha pasado.
bill-qty-window-some =
    { $count ->
        [one] Ahora solo se puede devolver { $count } licencia: la que se añadió en los últimos 7 días.
       *[other] Ahora solo se pueden devolver { $count } licencias: las que se añadieron en los últimos 7 días.
    }
bill-qty-window-later = Se podrá reducir de nuevo cuando la suscripción se renueve, el { $date }.
bill-qty-assigned =
    { $count ->
        [0] Todos los puestos están asignados. Anule primero la asignación de licencias y después reduzca.
        [one] Solo { $count } puesto está sin asignar. Anule primero la asignación de más licencias y después reduzca.
       *[other] Solo { $count } puestos están sin asignar. Anule primero la asignación de más licencias y después reduzca.
    }
bill-qty-etag = Alguien cambió esta suscripción mientras tanto. Arriba está como es ahora; guarde otra vez si todavía quiere este total.

## Configuración.

bill-settings-retention = Días que se conservan los archivos tras eliminar a un usuario
bill-settings-retention-hint = De { $least } a { $most }.
bill-settings-over-quota = Los usuarios restaurados recuperan sus licencias donde no hay puestos libres
bill-settings-over-quota-yes = Sí, aunque falten puestos
bill-settings-buying = Compras
bill-settings-agreement = Contrato de la cuenta de facturación
bill-settings-agreement-online = Contrato en línea anterior: compran los administradores globales y de facturación
bill-settings-agreement-customer = Contrato de cliente: compran los roles de la cuenta de facturación
bill-settings-agreement-unknown = Seleccione uno de los dos contratos.
bill-settings-agreement-hint = Con el contrato de cliente, comprar, reducir, cancelar, la facturación periódica y reactivar requieren el rol de propietario o colaborador de la cuenta de facturación, o de propietario o colaborador del perfil de facturación. Asigne antes estos roles en Roles.
bill-settings-over-quota-no = No, vuelven sin esas licencias
bill-settings-region = Zona horaria
bill-settings-zone-unknown = Elija una zona horaria de la lista.

## Catálogo.

bill-catalogue-all = Ver todos los productos
bill-import-read = { $rows ->
        [one] { $rows } fila leída
       *[other] { $rows } filas leídas
    }: { $products } productos, { $plans } planes de servicio, { $pairs } pares de ambos.
bill-import-nothing = Todo se conoce ya; no hay nada que importar.
bill-import-shown = La importación hace los cambios de abajo y no quita nada.
bill-import-apply = Importar los cambios
bill-import-large = El archivo supera los { $megabytes } MB. La lista publicada ocupa cerca de 1 MB; elija esa.
bill-import-gone = Este archivo ya no está en espera. Elíjalo de nuevo.
bill-import-changed = El catálogo cambió desde que se comprobó el archivo; no se importó nada. Abajo está lo que haría ahora la importación.
bill-figure-new-products = productos nuevos
bill-figure-changed-products = productos cambiados
bill-figure-new-plans = planes de servicio nuevos
bill-figure-changed-plans = planes de servicio cambiados
bill-figure-new-pairs = pares nuevos
bill-figure-odd = rarezas, aceptadas de todos modos
bill-figure-rejected = filas omitidas
bill-findings-all = Todo
bill-findings-odd = Raro

bill-odd-taken = Se toma: { $text }
bill-odd-other-line = Vea la línea { $line }.
bill-odd-no-break-space = Un espacio de no separación; se toma como espacio.
bill-odd-tab = Un tabulador; se toma como espacio.
bill-odd-outer-blank = Un espacio antes o después del texto; se omite.
bill-odd-double-blank = Varios espacios seguidos; se toman como uno.
bill-odd-inner-blank = Un espacio dentro de un identificador; se conserva, puede ser suyo.
bill-odd-guid-case = Un GUID en mayúsculas; se toma en minúsculas.
bill-odd-letter-case = El mismo nombre con otras mayúsculas en otro lugar; se toma una forma.
bill-odd-other-name = Otro nombre para el mismo GUID en otro lugar; se toma el más frecuente.
bill-odd-other-part-number = Otra referencia para el mismo producto en otro lugar; se toma la más frecuente.
bill-odd-cut-off = Al nombre le falta el final; se toma el nombre completo de otra fila.
bill-odd-name-of-other-plan = El nombre es de otro plan; se toma el nombre propio del plan.
bill-odd-identifier-as-name = Hay un identificador en lugar de un nombre; se toma un nombre real.
bill-odd-unbalanced-bracket = Un paréntesis sin su otra mitad.
bill-odd-fused-names = Dos identificadores en una celda; el segundo es el del plan.
bill-odd-name-missing = Sin nombre; se toma el identificador.
bill-odd-duplicate-row = La misma fila está ya más arriba; se omite.
bill-odd-duplicate-pair = Este producto y este plan están ya más arriba con otros nombres; se omite.
bill-odd-part-number-shared = Otro producto tiene también esta referencia; se toman ambos.
bill-odd-product-name-shared = Otro producto tiene también este nombre; se toman ambos.
bill-odd-plan-name-shared = Otro plan tiene también este nombre; se toman ambos.
bill-odd-product-and-plan = Este GUID es de un producto y de un plan; se toman ambos.
bill-odd-heading-again = La línea de encabezados otra vez; se omite.
bill-odd-empty-row = Una fila de celdas vacías; se omite.

bill-reject-cell-count = La fila tiene { $found } celdas; se esperan seis. Ponga entre comillas las celdas que llevan una coma.
bill-reject-open-quote = Unas comillas se abren y no se cierran. Ciérrelas.
bill-reject-after-quote = Hay texto justo después de unas comillas de cierre. Duplique las comillas dentro de una celda.
bill-reject-line-too-long = La línea es demasiado larga para esta lista. Pueden faltar unas comillas.
bill-reject-cell-too-long = La celda es demasiado larga para esta lista.
bill-reject-not-utf8 = La fila no está en UTF-8. Guarde el archivo en UTF-8.
bill-reject-control = Hay un carácter de control en la celda. Quítelo.
bill-reject-empty = Falta el GUID o el identificador. Añádalo.
bill-reject-guid = Esto no es un GUID. Corríjalo.

bill-file-unreadable = El archivo no se pudo leer. Elíjalo de nuevo.
bill-file-empty = El archivo está vacío. La lista empieza por sus seis encabezados.
bill-file-heading = Línea 1, columna { $column }: el encabezado es «{ $seen }» y debería ser «{ $expected }». Elija el CSV tal como se publica, con comas y en UTF-8.
bill-file-rejects = Más de { $max } filas no se pueden leer, la primera en la línea { $first }; la lectura paró en la línea { $line }. Parece otro archivo.
