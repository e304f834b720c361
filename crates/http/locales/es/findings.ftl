### What was found in a file of users, and why a file cannot be read at all. The key is finding- and the stable code.

finding-user-empty = El nombre de usuario es obligatorio y falta. Escríbalo como nombre@dominio.
finding-display-empty = El nombre para mostrar es obligatorio y falta. Escriba el nombre que deban mostrar las listas.
finding-user-no-at = El nombre de usuario no tiene @. Escríbalo como nombre@dominio.
finding-user-two-at = El nombre de usuario tiene más de una @. Deje una sola.
finding-user-no-alias = No hay nada antes de la @. Escriba la parte de la persona.
finding-user-no-domain = No hay nada después de la @. Añada uno de los dominios del cliente.
finding-domain-unknown = { $domain } no es un dominio de este cliente. Use uno que lo sea.
finding-domain-one-label = El dominio { $domain } no tiene punto. Escríbalo completo.
finding-domain-long = El dominio tiene { $length } caracteres; se permiten { $limit }. Use uno más corto.
finding-user-dot-start = El nombre de usuario empieza por un punto. Quítelo.
finding-user-dot-end = Hay un punto justo antes de la @. Quítelo.
finding-user-dot-twice = Hay dos puntos seguidos. Deje uno.
finding-user-accent = La letra { $letter } no se permite antes de la @. Use letras de la a a la z sin acentos.
finding-user-space = Hay un espacio dentro del nombre de usuario. Quítelo.
finding-user-zero-width = Hay un carácter invisible ({ $letter }) dentro del nombre de usuario. Vuelva a escribirlo.
finding-user-homoglyph = { $letter } es una letra de otro alfabeto que se parece a { $like }. Vuelva a escribir el nombre.
finding-user-forbidden = El carácter { $letter } no se permite en un nombre de usuario. Quítelo.
finding-user-long = Hay { $length } caracteres antes de la @; se permiten { $limit }. Acórtelo.
finding-dup-row = La misma fila ya está en la línea { $line }. Quite una.
finding-dup-user = Este nombre de usuario ya está en la línea { $line }. Dé otro nombre a uno de los dos.
finding-too-long = { $length } caracteres; se permiten { $limit }. Acórtelo.
finding-control = Hay un carácter de control ({ $letter }) en la celda. Quítelo.
finding-location-unknown = Ningún país se llama { $text }. Use su nombre o su código de dos letras.
finding-cells-few = La fila tiene { $found } celdas; se esperan { $expected }. Puede faltar una columna.
finding-cells-many = La fila tiene { $found } celdas; se esperan { $expected }. Ponga entre comillas las celdas que contengan un separador.
finding-other-delimiter = Esta fila está separada por { $found } y el archivo por { $expected }. Use uno de los dos en todo el archivo.
finding-open-quote = Se abre una comilla que no se cierra. Ciérrela.
finding-text-after-quote = Hay texto justo después de una comilla de cierre. Duplique las comillas dentro de una celda.
finding-row-long = La fila supera { $limit } bytes. Puede faltar una comilla.
finding-formula = Empieza como una fórmula y una hoja de cálculo la ejecutaría. Compruebe que sea lo deseado.
finding-bidi = Una marca ({ $letter }) cambia el orden de las letras: lo que se ve no es lo que se guarda. Vuelva a escribirlo.
finding-invisible = Hay un carácter invisible ({ $letter }) en la celda. Vuelva a escribirlo si no es lo deseado.
finding-mojibake = Las letras se leyeron alguna vez con una codificación equivocada; probablemente { $likely }.
finding-replacement = Se perdió una letra antes de escribir el archivo. Averígüela y vuelva a escribirla.
finding-location-empty = Sin ubicación. El usuario se puede crear, pero no recibirá licencias hasta que tenga una.
finding-location-alias = { $text } no es el código de la norma; se toma { $code }.
finding-zip-no-zero = El código postal ha perdido el cero inicial; probablemente { $likely }.
finding-phone-scientific = { $text } es como una hoja de cálculo muestra un número largo. Escriba el número completo.
finding-email-form = Esto no parece una dirección de correo. Compruébela.
finding-mixed-encoding = Esta fila tiene otra codificación que las anteriores. Compruebe los acentos.
finding-empty-line = Una línea vacía.
finding-only-delimiters = Solo separadores, sin valores.
finding-heading-again = La línea de encabezados otra vez.
finding-tab = tabulador

## Whole files.

file-empty = El archivo está vacío. Elija otro.
file-workbook = Es un libro de Excel, no un archivo CSV. Guárdelo como CSV y vuelva a intentarlo.
file-binary = Este archivo no es de texto. Elija un archivo CSV.
file-heading-absent = La línea { $line } debería tener los encabezados y empieza por { $text }. Añada la línea de encabezados de la plantilla.
file-headings-wrong = Los encabezados de la línea { $line } no son los de la plantilla:
file-heading-unknown = La columna { $cell } se llama { $text }, que no se conoce.
file-heading-twice = La columna { $cell } es { $text } por segunda vez.
file-heading-missing = Falta la columna { $text }.
file-heading-broken = La línea de encabezados { $line } no se puede leer; puede faltar una comilla.
file-rows = El archivo tiene más de { $limit } filas. Divídalo en varios archivos.
file-read = La lectura se detuvo en la línea { $line }. Vuelva a cargar el archivo.

## Archivos de licencias.

license-file-nobody = El archivo no nombra a nadie, así que no cambian las licencias de nadie.
license-file-rejected = Hay filas rechazadas. Corríjalas y vuelva a cargar el archivo.
license-file-others-at-risk = Hay filas rechazadas, y los usuarios que no están en el archivo lo perderían todo: un nombre mal escrito costaría a alguien todas sus licencias. Corrija las filas y vuelva a cargar el archivo.
finding-lic-no-user = Falta el usuario. Escriba el nombre de inicio de sesión.
finding-lic-user-unknown = Nadie de este cliente inicia sesión como { $text }. Compruebe la ortografía.
finding-lic-no-product = Falta el producto. Escriba su referencia, GUID o nombre.
finding-lic-product-unknown = Ningún producto se llama { $text }. Use su referencia, GUID o nombre.
finding-lic-product-ambiguous = Varios productos se llaman { $text }: { $choices }. Use el GUID de uno.
finding-lic-product-not-owned = Este cliente no tiene puestos de { $text }. Compre algunos o elimine la fila.
finding-lic-product-company = { $text } se aplica a toda la organización y no se da a usuarios. Elimine la fila.
finding-lic-plan-unknown = El producto no tiene el plan de servicio { $text }. Use el nombre o el id. del plan; ponga punto y coma entre varios.
finding-lic-plan-company = El plan de servicio { $text } se aplica a toda la organización y no se puede desactivar para un usuario. Elimínelo.
finding-lic-plans-alone = Hay planes de servicio y ningún producto. Añada el producto.
finding-lic-plans-ignored = Los planes no dicen nada cuando se quita una licencia. Se pasan por alto.
finding-lic-state-unknown = { $text } no es un estado. Deje la celda como se exportó, o vacía.
finding-lic-again = Lo mismo está ya en la línea { $line }. Basta con una vez.
finding-lic-contradicts = La línea { $line } pide otros planes de servicio para el mismo usuario y producto. Conserve una de las dos filas.
finding-lic-nothing-and-something = La línea { $line } dice lo contrario: una fila da un producto a este usuario y la otra dice que no tendrá nada. Conserve una.
