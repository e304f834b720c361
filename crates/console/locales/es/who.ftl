# A quién afecta una vista previa.

who-gains = Reciben licencias
who-losses = Pierden licencias
who-plans = Cambian de planes de servicio
who-refused = Rechazados
who-stays = Siguen igual
who-title = A quién afecta este cambio
who-lead = Tal como se calculó para la vista previa. Todavía no se ha cambiado nada.
who-back = Volver al cambio
who-none = Nadie.
who-gone = Usuario que ya no existe
who-wider = Todo el grupo
who-shown = { $count ->
    [one] 1 usuario en esta página
   *[other] { $count } usuarios en esta página
  }
who-erased = { $data }, se borra para siempre
who-reduced = { $data }, solo ver e imprimir
who-ends = { $data }, dejan de estar disponibles
