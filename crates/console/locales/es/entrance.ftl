### Signing in, passwords, the first administrator, and pages of errors.

sign-in-title = Iniciar sesión en Cupo
sign-in-button = Iniciar sesión
sign-in-suspended = Lo que su organización compró a través de su partner está suspendido, así que por ahora las personas no pueden iniciar sesión. Un administrador de su organización sí puede.
sign-in-failed = El nombre de usuario o la contraseña no son correctos. Compruebe ambos y vuelva a intentarlo.
sign-in-locked = Demasiados intentos fallidos. Puede volver a intentarlo { $when }.
field-username = Nombre de usuario
field-username-hint = Por ejemplo, maria@contoso.example
field-username-empty = Escriba el nombre de usuario
field-password = Contraseña
field-password-empty = Escriba la contraseña
field-password-new = Contraseña nueva
field-password-hint =
    { $count ->
        [one] Al menos { $count } carácter. Las frases largas son bienvenidas.
       *[other] Al menos { $count } caracteres. Las frases largas son bienvenidas.
    }
field-password-short =
    { $count ->
        [one] La contraseña necesita al menos { $count } carácter
       *[other] La contraseña necesita al menos { $count } caracteres
    }
field-password-current = Contraseña actual
field-password-current-wrong = La contraseña actual no es correcta
field-password-repeat = Repita la contraseña nueva
field-password-differs = Las dos contraseñas nuevas son distintas
field-organisation = Nombre de la organización
field-domain = Dominio
field-domain-hint = Por ejemplo, contoso.example
field-country = País o región
field-name = Su nombre
field-required = Rellene este campo: { $field }
password-title = Cambiar la contraseña
password-lead = Se cierran las demás sesiones de esta cuenta.
password-button = Cambiar la contraseña
setup-title = Configurar Cupo
setup-lead = Este vínculo funciona una sola vez. Crea la organización y su primer Administrador global.
setup-kind = Para qué es esta instalación
setup-kind-partner = Un partner que administra clientes
setup-kind-single = Una sola organización
setup-button = Crear

## Errors.

error-rule = Regla { $rule }
error-remedy = Qué puede hacer
error-home = Ir a la página de inicio
error-operation = Número de este suceso:
error-bug-title = Algo ha fallado por nuestra parte
error-bug-what = Cupo no ha podido terminar esto. Nada ha quedado a medias: lo guardado antes sigue como estaba.
error-bug-remedy = Vuelva a intentarlo. Si ocurre de nuevo, dé el número de abajo a quien administra Cupo.
resume-out = Ya no tiene una sesión iniciada, así que no se ha guardado nada. Lo que escribió se conserva en esta página: inicie sesión aquí y envíelo después.
resume-title = Envíe lo que había escrito
resume-lead = Ha iniciado sesión de nuevo. El formulario que había completado todavía no se ha enviado; no se ha guardado nada.
resume-language-title = Continúe con el formulario
resume-language-lead = La página que dejó responde a un formulario. Lo que decía se conserva aquí y no se ha guardado nada: envíelo otra vez para leer la respuesta en español.
resume-button = Enviar el formulario
resume-leave = No enviarlo
error-changed-remedy = Abra de nuevo la página para ver qué ocurriría ahora.
error-form-title = Este formulario no es de esta sesión
error-form-what = El formulario procede de otro sitio o de una sesión que ya terminó. No se ha cambiado nada.
error-form-remedy = Abra la página de nuevo y envíelo desde ahí.
error-address-title = La dirección es demasiado larga
error-address-what = La dirección de esta página supera la longitud permitida. No se ha leído ni cambiado nada.
error-address-remedy = Acorte la búsqueda o los filtros e inténtelo de nuevo.
error-page-title = Aquí no hay ninguna página
error-page-what = La dirección no lleva a ninguna parte o lleva a algo que no le corresponde ver.
error-page-remedy = Compruebe la dirección o busque la página desde el inicio.
