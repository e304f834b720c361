# La lista de usuarios, la selección, el asistente y los paneles.

wiz-any = Cualquiera
wiz-licensed = Con licencia
wiz-unlicensed = Sin licencia
wiz-chip-search = Búsqueda: { $text }
wiz-chip-product = Tiene { $product }
wiz-chip-location = Ubicación: { $country }
wiz-chip-department = Departamento: { $name }
wiz-chip-blocked = Inicio de sesión bloqueado
wiz-chip-allowed = Inicio de sesión permitido
wiz-seats-missing = { $count ->
    [one] Falta 1 licencia.
   *[other] Faltan { $count } licencias.
  }
wiz-paid-already = Estas licencias ya están pagadas.
wiz-still-paid = Las licencias siguen en la suscripción y se siguen pagando.
save-nobody = Guardar no cambia a nadie.
save-refused-users = { $count ->
    [one] 1 usuario será rechazado.
   *[other] { $count } usuarios serán rechazados.
  }
save-unchanged-users = { $count ->
    [one] 1 usuario ya está como se pide.
   *[other] { $count } usuarios ya están como se pide.
  }
save-kept-inherited = { $count ->
    [one] Se conserva 1 licencia heredada de un grupo.
   *[other] Se conservan { $count } licencias heredadas de grupos.
  }
save-kept-self-service = { $count ->
    [one] Se conserva 1 licencia de autoservicio.
   *[other] Se conservan { $count } licencias de autoservicio.
  }
wiz-changed-many = Las licencias, la disponibilidad o los usuarios ya no son los de cuando se mostró.
wiz-changed-user = { $name } ({ $signin }) tiene ahora otro resultado.
wiz-changed-said = { $name } ({ $signin }), { $product }. Antes: { $was } Ahora: { $now }
wiz-changed-holds = { $name } ({ $signin }) tiene ahora otras licencias, otros servicios u otros plazos de datos.
wiz-changed-gone = { $name } ({ $signin }) ya no está entre los usuarios.
wiz-changed-new = { $name } ({ $signin }) se sumó a los usuarios después de la vista previa.
wiz-changed-nothing = Nada.
wiz-object-id = Id. de objeto
wiz-job-title = Puesto
wiz-first-name = Nombre
wiz-last-name = Apellidos
wiz-set-location = Establecer la ubicación
wiz-no-location-note = Este usuario no tiene ubicación de uso; se le podrá asignar una licencia cuando la tenga.
wiz-self-service-row = { $product } (autoservicio)
wiz-locked-self-service = Pertenece a una compra de autoservicio. Un administrador no puede cambiarla antes de tomar el control de la compra.
wiz-locked-for-good = Un partner la compró de forma permanente. Solo se asigna y se quita en la página Licencias.
wiz-open-licenses-page = Abrir en la página Licencias
wiz-through-group = Mediante el grupo
wiz-group-failed = No se pudo dar mediante el grupo
wiz-locked-inherited = Heredada de un grupo. Cámbiela en el grupo.
wiz-plan-inherited = activo a través de un grupo
web-place = Dónde: { $place }
web-place-form = el formulario
web-place-file = el archivo
web-place-address = la dirección
web-place-language = el idioma
web-place-limit = Dónde: { $place }; límite: { $limit }
web-place-least = Escriba { $limit } o más.
web-place-most = Escriba { $limit } o menos.
wiz-sign-in-allowed = El inicio de sesión está permitido
wiz-reset-password = Restablecer contraseña
wiz-columns = Columnas
