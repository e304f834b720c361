### Cambios que esperan a una persona.

waiting-title = A la espera de aprobación
waiting-lead = Estos cambios llegaron por una puerta que nadie vigila, o por reglas, y quitarían mucho de una vez. No se ha hecho nada. Mire qué haría cada uno y apruébelo o rechácelo.
waiting-none = Nada espera
waiting-none-help = Lo que se cambia en pantalla se muestra antes, así que nunca espera aquí.
waiting-users = Pierden una licencia
waiting-clocks = Plazos de datos
waiting-look = Mirarlo
waiting-approve = Aprobar y hacerlo
waiting-decline = Rechazar
waiting-tell-licenses =
    { $count ->
        [one] Cambian las licencias de { $count } persona.
       *[other] Cambian las licencias de { $count } personas.
    }
waiting-tell-deletion =
    { $count ->
        [one] Se elimina a { $count } persona, con todas sus licencias y plazos de datos.
       *[other] Se elimina a { $count } personas, con todas sus licencias y plazos de datos.
    }
attention-waiting =
    { $count ->
        [one] { $count } cambio grande espera aprobación
       *[other] { $count } cambios grandes esperan aprobación
    }
audit-change-held = Cambio grande retenido hasta que alguien lo apruebe
audit-change-approved = Cambio grande aprobado
audit-change-declined = Cambio grande rechazado
mail-waits = Un cambio grande espera aprobación
mail-waits-body = { $name }: un cambio por una puerta que nadie vigila quitaría una licencia a { $users } personas y empezaría { $clocks } plazos de datos. No se ha hecho nada. Abra A la espera de aprobación.
settings-guard = Personas que pueden perder una licencia en una hora sin que nadie lo mire
settings-guard-hint = El 5 % de quienes tienen un producto, al menos 10 y como máximo este número. Más, por la API o por reglas, espera aprobación. Con 0 espera todo.
