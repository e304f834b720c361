### Respuestas en Inicio: lo que se puede hacer ahora, cada cosa con la página que lo haría.

answers-title = Qué puede hacer ahora
answers-none = No hay nada que hacer: ningún puesto pagado está sin usar, ninguna licencia sobra y no está a punto de perderse ningún dato.
answers-age =
    { $minutes ->
        [one] Las cifras de personas tienen menos de { $minutes } minuto.
       *[other] Las cifras de personas tienen menos de { $minutes } minutos.
    }
answers-counting = Todavía se está contando a las personas. Vuelva a cargar esta página dentro de un momento.
answers-more =
    { $count ->
        [one] { $count } más
       *[other] { $count } más
    }
answers-unused = Puestos pagados y sin usar
answers-people = Personas que no inician sesión y tienen licencias
answers-twice = Licencias por duplicado
answers-reduce = Suscripciones que se pueden reducir
answers-leaving = Compras a punto de salir de su plazo de cancelación
answers-losing = Personas a punto de perder datos
answers-month = { $price } al mes
answers-unpriced =
    { $count ->
        [one] el precio de { $count } puesto no está fijado
       *[other] el precio de { $count } puestos no está fijado
    }
answers-unused-line =
    { $count ->
        [one] { $product }: { $count } puesto pagado está sin usar ({ $cost })
       *[other] { $product }: { $count } puestos pagados están sin usar ({ $cost })
    }
answers-blocked-line =
    { $count ->
        [one] { $count } usuario bloqueado tiene licencias
       *[other] { $count } usuarios bloqueados tienen licencias
    }
answers-never-line =
    { $count ->
        [one] { $count } usuario con licencias nunca ha iniciado sesión con la contraseña de aquí
       *[other] { $count } usuarios con licencias nunca han iniciado sesión con la contraseña de aquí
    }
answers-twice-line =
    { $count ->
        [one] { $product }: { $count } usuario lo tiene aunque otra de sus licencias lo contiene
       *[other] { $product }: { $count } usuarios lo tienen aunque otra de sus licencias lo contiene
    }
answers-reduce-now-line =
    { $count ->
        [one] { $product }: se puede devolver ahora { $count } de { $seats } puestos
       *[other] { $product }: se pueden devolver ahora { $count } de { $seats } puestos
    }
answers-reduce-until-line =
    { $count ->
        [one] { $product }: se puede devolver { $count } de { $seats } puestos hasta el { $until }
       *[other] { $product }: se pueden devolver { $count } de { $seats } puestos hasta el { $until }
    }
answers-reduce-renewal-line =
    { $count ->
        [one] { $product }: se puede prescindir de { $count } de { $seats } puestos desde la renovación; indíquelo hasta el { $until }
       *[other] { $product }: se puede prescindir de { $count } de { $seats } puestos desde la renovación; indíquelo hasta el { $until }
    }
answers-leaving-line =
    { $count ->
        [one] { $product }: la compra de { $count } puesto se puede cancelar hasta el { $until }
       *[other] { $product }: la compra de { $count } puestos se puede cancelar hasta el { $until }
    }
answers-losing-line =
    { $count ->
        [one] { $count } usuario pierde datos pronto, por primera vez el { $first }
       *[other] { $count } usuarios pierden datos pronto, el primero el { $first }
    }
answers-see-plan = Prever menos puestos
answers-see-cancel = Ver qué hace la cancelación
answers-see-risk = Ver qué los salva
answers-see-subscription = Ver la suscripción
users-never-signed-in = Nunca ha iniciado sesión con la contraseña de aquí
users-held-twice = Por duplicado: otra licencia contiene el producto
risk-only-soon = Se pierden en los próximos { $days } días
