### Por qué se rechazó algo para un usuario y qué lo arreglaría.

unknown-product = Producto desconocido
unknown-plan = Plan de servicio desconocido

why-unknown-user = Este cliente no tiene ese usuario.
why-account-deleted = La cuenta está eliminada.
why-no-location = El usuario no tiene ubicación de uso.
why-product-denied = { $product } no se ofrece en { $country }.
why-plan-denied = { $plan } no se ofrece en { $country }.
why-mixed-groups = No se pueden cambiar en un solo paso productos de grupos de licencias distintos.
why-self-service = La licencia pertenece a una compra de autoservicio de la que nadie ha tomado el control.
why-from-group = La licencia procede de un grupo y no se puede cambiar en el usuario.
why-no-seat = No queda ninguna licencia libre de { $product }.
why-excluded = { $plan } y { $with } no pueden estar activos para el mismo usuario.
why-excluded-from = { $plan } y { $with } (de { $product }) no pueden estar activos para el mismo usuario.
why-needs = { $plan } necesita que esté activo también uno de estos: { $plans }.
why-needed-by = { $by } todavía necesita { $plan }.
why-needed-by-from = { $by } (de { $product }) todavía necesita { $plan }.
why-address-taken = Otro usuario tiene la dirección de correo { $address }.
why-sibling = No se ha cambiado nada para este usuario porque { $product } fue rechazado.
why-not-held = El usuario no tiene esta licencia.
why-changed-since = Entretanto alguien cambió las licencias de este usuario.
why-role-gone = Quien inició esta operación ya no puede cambiar licencias aquí. Puede iniciarla de nuevo alguien que tenga permiso.
why-all-or-nothing = Otros son rechazados y se pidió todo o nada, así que tampoco se ha cambiado nada para este usuario.

fix-buy = { $count ->
    [one] Compre 1 licencia más de { $product }, o libere una.
   *[other] Compre { $count } licencias más de { $product }, o libérelas.
  }
fix-location = Establezca la ubicación de uso e inténtelo de nuevo.
fix-switch-off = Asigne { $product } con { $plan } desactivado.
fix-take-away = Quite antes { $product }: no puede estar junto con lo que se pide, que no tiene nada más que dejar activado.
fix-turn-on = Active uno de estos, o asigne un producto que lo incluya: { $plans }.
fix-release = Quite o desactive antes { $plan }.
fix-release-from = Quite antes { $product }, o desactive en él { $plan }.
fix-split = Hágalo en dos pasos, un grupo de licencias cada vez.
fix-take-over = Tome antes el control de la compra de autoservicio.
fix-group = Cambie la licencia en el grupo, o saque de él al usuario.
fix-restore = Restaure antes al usuario.
fix-address = Cambie { $address } en uno de los dos usuarios.
fix-sibling = En cuanto { $product } se pueda cambiar, esto le seguirá.
fix-others = Corrija a los rechazados o déjelos fuera; o pida lo que sea posible.
fix-other-product = Elija un producto que se ofrezca allí, o corrija la ubicación.
fix-again = Vuelva a mirar al usuario y repita el cambio si aún lo desea.
