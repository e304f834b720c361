## Eliminar usuarios: qué ocurre con las licencias, el correo y los archivos.

delete-look = Ver qué ocurrirá
delete-look-again = Las opciones no son las que se mostraron. Revise lo que ocurrirá ahora y elimine después.
delete-seats = Licencias
delete-seats-stay = Las licencias quedan libres de inmediato, siguen en su suscripción para otros usuarios y se siguen pagando.
delete-seats-give =
    { $count ->
        [one] Devolver además { $count } licencia de { $product } al vendedor
       *[other] Devolver además { $count } licencias de { $product } al vendedor
    }
delete-seats-kept = { $products }: no se puede devolver ninguna licencia al vendedor. { $why }
delete-seats-some =
    { $count ->
        [one] De las { $freed } licencias que quedan libres, ahora solo se puede devolver { $count }.
       *[other] De las { $freed } licencias que quedan libres, ahora solo se pueden devolver { $count }.
    }
delete-seats-save = Ahorra { $amount }.
delete-seats-role = Solo devuelven licencias las personas que también pueden cambiar las suscripciones.
delete-seats-channel = Se compraron a través de un partner, un contrato por volumen, una clave u otro canal en el que solo el vendedor cambia las licencias.
delete-seats-commitment = La suscripción tiene un compromiso anual; se pueden devolver licencias cuando se renueve.
delete-seats-window = El período está en curso; se pueden devolver licencias cuando la suscripción se renueve.
delete-seats-assigned = Hay más licencias asignadas de este producto que compradas, así que no queda ninguna que devolver.
delete-seats-minimum = La suscripción ya tiene su número mínimo de licencias.
delete-seats-none = Ninguna suscripción corresponde a estas licencias.
delete-seats-state = La suscripción no está activa ahora.
delete-back-final = Deshacer no vuelve a comprar las licencias devueltas: entonces solo regresan donde quede una libre.
delete-mail = Correo
delete-mail-leave = Dejarlo: se conserva hasta el { $until } y después se borra
delete-mail-hand = Entregarlo a alguien: se convierte en un buzón compartido. La cuenta permanece para él, sin licencias y bloqueada, y no se puede eliminar mientras el buzón se comparta
delete-files = Archivos
delete-files-leave = Dejarlos: se conservan hasta el { $until }
delete-files-hand = Dar acceso a alguien hasta que se borren, el { $until }
delete-files-heir =
    { $count ->
        [one] { $who } obtiene acceso a los archivos de un usuario.
       *[other] { $who } obtiene acceso a los archivos de { $count } usuarios.
    }
delete-files-heirs-more =
    { $count ->
        [one] { $count } responsable más obtiene acceso a los archivos de otros.
       *[other] { $count } responsables más obtienen acceso a los archivos de otros.
    }
delete-files-nobody =
    { $count ->
        [one] Nadie obtiene acceso a los archivos de un usuario: no hay responsable ni segundo propietario que pueda.
       *[other] Nadie obtiene acceso a los archivos de { $count } usuarios: no hay responsable ni segundo propietario que pueda.
    }
delete-heir = Nombre de usuario de quien lo recibe
delete-heir-nobody = Indique con el nombre de usuario quién lo recibe
delete-heir-unknown = Ningún usuario activo se llama { $name }
delete-heir-leaves = { $name } es uno de los usuarios que se van a eliminar, o un buzón compartido; indique a alguien que permanezca
delete-heir-role = Solo un administrador global entrega el correo y los archivos al eliminar.
delete-anchors =
    { $count ->
        [one] { $count } cuenta permanece, sin licencias y bloqueada, para su buzón compartido.
       *[other] { $count } cuentas permanecen, sin licencias y bloqueadas, para sus buzones compartidos.
    }
delete-shared = El buzón ahora es compartido; la cuenta permanece para él, sin licencias y bloqueada.
delete-give-back =
    { $count ->
        [one] Devolver el buzón
       *[other] Devolver { $count } buzones
    }
audit-mailbox-shared = Buzón compartido en lugar de eliminado
start-mail-mailbox = Le han entregado un buzón
start-mail-mailbox-body =
    Hola, { $name }:

    { $count ->
        [one] el buzón de { $who } se comparte
       *[other] los buzones de { $count } personas (la primera, { $who }) se comparten
    } con usted desde ahora.
start-mail-files = Le han entregado archivos
start-mail-files-body =
    Hola, { $name }:

    tiene acceso a los archivos de { $count ->
        [one] { $who }
       *[other] { $count } personas (la primera, { $who })
    } hasta el { $until }. Copie antes de ese día lo que aún haga falta.
mail-files-end = Dentro de una semana terminan archivos a los que tiene acceso
mail-files-end-body =
    Hola, { $name }:

    los archivos de { $count ->
        [one] { $who }
       *[other] { $count } personas (la primera, { $who })
    } pasan a la papelera el { $until }. Copie antes de ese día lo que aún haga falta.
