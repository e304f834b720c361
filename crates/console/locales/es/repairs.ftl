## Arreglos de grupos enteros.

repair-buy =
    { $seats ->
        [one] Comprar { $seats } licencia de { $product } y volver
       *[other] Comprar { $seats } licencias de { $product } y volver
    }
repair-location =
    { $count ->
        [one] Establecer la ubicación de { $count } usuario
       *[other] Establecer la ubicación de { $count } usuarios
    }
repair-switch-off =
    { $count ->
        [one] Verlo para { $count } usuario con { $plan } de { $product } desactivado
       *[other] Verlo para { $count } usuarios con { $plan } de { $product } desactivado
    }
repair-take-away =
    { $count ->
        [one] Verlo para { $count } usuario quitando { $product }
       *[other] Verlo para { $count } usuarios quitando { $product }
    }
repair-release =
    { $count ->
        [one] Verlo para { $count } usuario sin { $plan }
       *[other] Verlo para { $count } usuarios sin { $plan }
    }
repair-turn-on =
    { $count ->
        [one] Verlo para { $count } usuario con { $plan }, asignando { $product }
       *[other] Verlo para { $count } usuarios con { $plan }, asignando { $product }
    }
repair-other =
    { $count ->
        [one] Verlo para { $count } usuario con lo que falta
       *[other] Verlo para { $count } usuarios con lo que falta
    }
repair-all = Para todos los seleccionados: { $what }
repair-all-off = desactivar { $plan } de { $product }
repair-all-off-anywhere = desactivar { $plan }
repair-all-take = quitar { $product }
repair-all-give = asignar { $product } con { $plan }
repair-for-all = Hacerlo para todos los seleccionados
locations-lead =
    { $count ->
        [one] { $count } usuario seleccionado no tiene ubicación de uso. Seleccione el país en el que se usan las licencias.
       *[other] { $count } usuarios seleccionados no tienen ubicación de uso. Seleccione el país en el que se usan sus licencias.
    }
locations-choose = Seleccione un país
locations-show = Ver qué ocurrirá
locations-nobody = A ningún usuario seleccionado le falta la ubicación
locations-nobody-help = Aquí se fija una ubicación de uso para todos los usuarios seleccionados que no la tienen.
locations-nobody-link = Ver los usuarios sin ubicación
locations-sentence =
    { $count ->
        [0] Nadie recibe otra ubicación.
        [one] { $count } usuario recibe la ubicación { $country }.
       *[other] { $count } usuarios reciben la ubicación { $country }.
    }
locations-back =
    { $count ->
        [0] Nadie recibe otra ubicación.
        [one] { $count } usuario recupera la ubicación anterior, o ninguna.
       *[other] { $count } usuarios recuperan sus ubicaciones anteriores, o ninguna.
    }
locations-unchanged =
    { $count ->
        [one] { $count } usuario ya tiene esta ubicación.
       *[other] { $count } usuarios ya tienen esta ubicación.
    }
locations-kept =
    { $count ->
        [one] { $count } usuario recibió después otra ubicación y la conserva.
       *[other] { $count } usuarios recibieron después otras ubicaciones y las conservan.
    }
ops-title-located = Ubicaciones establecidas
ops-did-locate =
    { $count ->
        [one] { $count } usuario recibió otra ubicación
       *[other] { $count } usuarios recibieron otra ubicación
    }
