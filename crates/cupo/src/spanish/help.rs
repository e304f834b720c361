//! Help in Spanish: each text of the help beside what it says in English, because clap keeps texts and not keys. A test
//! holds the table against every command and option; it must never hold a text that is no help.

/// Texts of commands, options and values, without the last full stop, which clap takes away.
pub(super) const TEXTS: &[(&str, &str)] = &[
    ("The open, self-hosted license desk", "La mesa de licencias abierta, en su propio servidor"),
    // What every command understands.
    (
        "Work on this database: sqlite:FILE or postgres://USER@HOST/NAME [env: CUPO_DATABASE]",
        "Trabajar sobre esta base de datos: sqlite:ARCHIVO o postgres://USUARIO@SERVIDOR/NOMBRE [env: CUPO_DATABASE]",
    ),
    (
        "Ask this server, such as https://licenses.example [env: CUPO_SERVER]",
        "Preguntar a este servidor, como https://licenses.example [env: CUPO_SERVER]",
    ),
    ("The access token for the server [env: CUPO_TOKEN]", "El token de acceso al servidor [env: CUPO_TOKEN]"),
    ("The configuration file [env: CUPO_CONFIG]", "El archivo de configuración [env: CUPO_CONFIG]"),
    (
        "The language of help, answers and refusals: `es` or `en` [env: LC_ALL, LC_MESSAGES, LANG]",
        "El idioma de la ayuda, las respuestas y los rechazos: `es` o `en` [env: LC_ALL, LC_MESSAGES, LANG]",
    ),
    (
        "Answer in JSON, for programs; the shapes are in the guide",
        "Responder en JSON, para programas; las formas están en la guía",
    ),
    ("Print help", "Mostrar la ayuda"),
    ("Print help (see more with '--help')", "Mostrar la ayuda (más con «--help»)"),
    ("Print help (see a summary with '-h')", "Mostrar la ayuda (un resumen con «-h»)"),
    ("Print version", "Mostrar la versión"),
    (
        "Print this message or the help of the given subcommand(s)",
        "Mostrar este mensaje o la ayuda de la orden que se nombre",
    ),
    // Commands.
    (
        "Start with invented customers on a new embedded database, to look around",
        "Empezar con clientes inventados en una base de datos nueva, para echar un vistazo",
    ),
    (
        "Serve the console and the interface for programs on a database",
        "Servir la consola y la interfaz para programas sobre una base de datos",
    ),
    ("Work with customers", "Trabajar con clientes"),
    ("Work with users", "Trabajar con usuarios"),
    (
        "Work with the catalog of products and service plans",
        "Trabajar con el catálogo de productos y planes de servicio",
    ),
    (
        "Work with subscriptions, which are where seats come from",
        "Trabajar con suscripciones, de donde vienen las licencias",
    ),
    ("Give, take and replace licenses", "Dar, quitar y reemplazar licencias"),
    ("Look at what was done, and undo it", "Ver lo que se hizo y deshacerlo"),
    ("Work with the credentials of programs", "Trabajar con las credenciales de programas"),
    (
        "Prove that a database is consistent, and say what is wrong",
        "Demostrar que una base de datos es coherente y decir qué falla",
    ),
    (
        "Tell what time alone would do until a day, changing nothing",
        "Decir qué haría el tiempo por sí solo hasta un día, sin cambiar nada",
    ),
    ("Print the completions of a shell", "Escribir lo que un intérprete necesita para completar órdenes"),
    ("For which shell", "Para qué intérprete"),
    (
        "A day, which begins at midnight UTC, or an instant such as 2027-01-31T09:00:00Z",
        "Un día, que empieza a medianoche UTC, o un instante como 2027-01-31T09:00:00Z",
    ),
    // Demo and server.
    ("Address and port; port 0 picks a free one", "Dirección y puerto; el puerto 0 elige uno libre"),
    (
        "Folder for the database; default: a new temporary folder. Another one is named with --database; it must be empty",
        "Carpeta de la base de datos; por omisión, una temporal nueva. Otra se nombra con --database; debe estar vacía",
    ),
    (
        "Users of the largest customer, at most 1,000,000",
        "Usuarios del cliente más grande, 1.000.000 como máximo",
    ),
    ("The same seed gives the same data", "La misma semilla da los mismos datos"),
    (
        "Start the clock at this instant, such as 2026-11-30T09:00:00Z",
        "Empezar el reloj en este instante, como 2026-11-30T09:00:00Z",
    ),
    (
        "Listen on an address that others can reach although everybody can know the passwords",
        "Escuchar en una dirección accesible a otros aunque cualquiera puede saber las contraseñas",
    ),
    (
        "Address and port; default 127.0.0.1:8420 [env: CUPO_LISTEN]",
        "Dirección y puerto; por omisión 127.0.0.1:8420 [env: CUPO_LISTEN]",
    ),
    (
        "People reach this server over TLS (through a proxy in front of it), so cookies never travel without it [env: CUPO_BEHIND_TLS]",
        "Se llega a este servidor por TLS (con un proxy delante), así que las cookies nunca viajan sin él [env: CUPO_BEHIND_TLS]",
    ),
    (
        "The address people use, for links that are printed, such as https://licenses.example [env: CUPO_PUBLIC_URL]",
        "La dirección que se usa, para los enlaces que se escriben, como https://licenses.example [env: CUPO_PUBLIC_URL]",
    ),
    (
        "Requests a second that each program may send in the long run; 0 for no limit; default 5000 [env: CUPO_API_PER_SECOND]",
        "Peticiones por segundo que cada programa puede enviar a la larga; 0 sin límite; por omisión 5000 [env: CUPO_API_PER_SECOND]",
    ),
    // Whom, and how.
    ("Sign-in names, or ids", "Nombres de inicio de sesión, o identificadores"),
    (
        "Everybody who matches; may be given several times, and all must hold. Keys: search, product, licensed (yes or no), location, department, sign-in (allowed or blocked)",
        "Todos los que coincidan; se puede repetir, y deben cumplirse todos. Claves: search, product, licensed (yes o no), location, department, sign-in (allowed o blocked)",
    ),
    (
        "Only who matches; may be given several times, and all must hold. Keys: search, product, licensed (yes or no), location, department, sign-in (allowed or blocked)",
        "Solo quienes coincidan; se puede repetir, y deben cumplirse todos. Claves: search, product, licensed (yes o no), location, department, sign-in (allowed o blocked)",
    ),
    (
        "A CSV whose column `user` (or whose only column) holds sign-in names; - for standard input",
        "Un CSV cuya columna `usuario` (o cuya única columna) tiene nombres de inicio de sesión; - para la entrada estándar",
    ),
    ("Every active user of the customer", "Todos los usuarios activos del cliente"),
    (
        "The customer: its id or one of its domains [env: CUPO_CUSTOMER]",
        "El cliente: su identificador o uno de sus dominios [env: CUPO_CUSTOMER]",
    ),
    ("Show what would happen, and change nothing", "Mostrar qué ocurriría sin cambiar nada"),
    ("Do not ask; needed where no terminal is there", "No preguntar; hace falta donde no hay terminal"),
    (
        "Why; it stands in the history beside the operation",
        "Por qué; queda en el historial junto a la operación",
    ),
    (
        "All or nothing: change nobody unless it works for everybody; at most 50,000 users",
        "Todo o nada: no cambiar a nadie si no es posible con todos; 50.000 usuarios como máximo",
    ),
    (
        "Change everybody for whom it works and report the others (this is the default)",
        "Cambiar a todos con quienes es posible y comunicar los demás (es lo habitual)",
    ),
    // Licenses.
    (
        "List the products of a customer with their seats, or who holds what",
        "Listar los productos de un cliente con sus licencias, o quién tiene qué",
    ),
    ("Who holds this product", "Quién tiene este producto"),
    ("What this user holds", "Qué tiene este usuario"),
    ("Give licenses", "Dar licencias"),
    (
        "The product by part number or id; may be given several times",
        "El producto por referencia o identificador; se puede repetir",
    ),
    (
        "Exactly these service plans are off; only with one product",
        "Exactamente estos planes de servicio quedan desactivados; solo con un producto",
    ),
    ("Take licenses", "Quitar licencias"),
    ("Every direct license", "Todas las licencias directas"),
    (
        "Take every direct license and give these in one step",
        "Quitar todas las licencias directas y dar estas en un solo paso",
    ),
    (
        "The product they have afterwards, by part number or id; may be given several times",
        "El producto que tendrán después, por referencia o identificador; se puede repetir",
    ),
    (
        "Write licenses as a CSV that `license apply` reads again",
        "Escribir las licencias como un CSV que `license apply` vuelve a leer",
    ),
    (
        "Bring licenses to what a CSV says: columns user, product, plans off",
        "Llevar las licencias a lo que dice un CSV: columnas usuario, producto, planes desactivados",
    ),
    ("The file, or - for standard input", "El archivo, o - para la entrada estándar"),
    ("What its rows say", "Qué dicen sus filas"),
    (
        "The users in the file shall have exactly these licenses",
        "Los usuarios del archivo tendrán exactamente estas licencias",
    ),
    ("Each row gives a license", "Cada fila da una licencia"),
    ("Each row takes a license", "Cada fila quita una licencia"),
    (
        "Whoever is not in the file shall have no license; only with --mode replace",
        "Quien no esté en el archivo no tendrá ninguna licencia; solo con --mode replace",
    ),
    (
        "Go on without the users who have a rejected row",
        "Seguir sin los usuarios que tienen una fila rechazada",
    ),
    // Subscriptions.
    ("List the subscriptions of a customer", "Listar las suscripciones de un cliente"),
    ("Buy seats of a product", "Comprar licencias de un producto"),
    ("The product by part number or id", "El producto por referencia o identificador"),
    ("How many seats", "Cuántas licencias"),
    (
        "For how long at a time: P1M for a month, P1Y for a year, P3Y for three, once for what is bought for good",
        "Por cuánto tiempo cada vez: P1M un mes, P1Y un año, P3Y tres, once para lo que se compra de forma permanente",
    ),
    ("Change the number of seats of a subscription", "Cambiar el número de licencias de una suscripción"),
    ("The subscription's id", "El identificador de la suscripción"),
    ("How many seats it shall have", "Cuántas licencias tendrá"),
    // Operations.
    ("List what was done, the newest first", "Listar lo que se hizo, lo último primero"),
    ("Stop after so many", "Parar tras tantos"),
    (
        "Show one operation and its outcome for every user",
        "Mostrar una operación y su resultado para cada usuario",
    ),
    ("Its id", "Su identificador"),
    ("Only what was refused", "Solo lo que se rechazó"),
    (
        "Wait until an operation is done; on a database, do what is left of it",
        "Esperar a que termine una operación; sobre una base de datos, hacer lo que falte",
    ),
    ("Bring back what was before an operation", "Devolver lo que había antes de una operación"),
    // Customers.
    ("List the customers you may see", "Listar los clientes que usted puede ver"),
    ("Text in name or domain", "Texto en el nombre o el dominio"),
    ("Create a customer of your organization", "Crear un cliente de su organización"),
    ("Its name", "Su nombre"),
    (
        "Its domain; may be given several times, and new users get the first",
        "Su dominio; se puede indicar varias veces, y los usuarios nuevos reciben el primero",
    ),
    ("Its country, two letters", "Su país, dos letras"),
    ("The partner does not administer its users", "El partner no administra sus usuarios"),
    (
        "The partner that gets it, by id or domain; where there is one only, that one",
        "El partner que lo recibe, por identificador o dominio; donde solo hay uno, ese",
    ),
    (
        "Work with the domains that users of a customer can have",
        "Trabajar con los dominios que pueden tener los usuarios de un cliente",
    ),
    ("List the domains of a customer", "Listar los dominios de un cliente"),
    (
        "Give a customer domains; a domain belongs to one organization only",
        "Dar dominios a un cliente; un dominio pertenece a una sola organización",
    ),
    ("The domains", "Los dominios"),
    (
        "Take domains from a customer that no user and no address has",
        "Quitar a un cliente dominios que no tiene ningún usuario ni ninguna dirección",
    ),
    ("Choose the domain of new users", "Elegir el dominio de los usuarios nuevos"),
    ("The domain", "El dominio"),
    // Holds.
    (
        "Keep the data of people, whatever happens to their licenses",
        "Conservar los datos de personas, ocurra lo que ocurra con sus licencias",
    ),
    (
        "List what keeps somebody's data, and what kept it",
        "Listar qué conserva los datos de alguien y qué los conservó",
    ),
    ("The user's sign-in name or id", "El nombre de inicio de sesión o el identificador del usuario"),
    (
        "Keep somebody's data; only before a removal, because afterwards it is too late",
        "Conservar los datos de alguien; solo antes de quitar algo, porque después es tarde",
    ),
    ("Which data", "Qué datos"),
    ("What kind of order", "Qué clase de orden"),
    (
        "End a hold; the data is on its clock from then on",
        "Terminar una retención; desde entonces corre el plazo de los datos",
    ),
    ("The hold's id", "El identificador de la retención"),
    (
        "Change what becomes of a subscription: renewing, canceling, seats at renewal, bringing back",
        "Cambiar qué será de una suscripción: renovar, cancelar, licencias al renovar, recuperar",
    ),
    ("What shall become of it", "Qué será de ella"),
    (
        "With seats-at-renewal and seller-plan: seats from the next period on; without it as many as now",
        "Con seats-at-renewal y seller-plan: licencias desde el próximo período; sin ello, tantas como ahora",
    ),
    // Product keys.
    ("Work with product keys that pay for seats", "Trabajar con claves de producto que pagan licencias"),
    (
        "Load keys of one kind, which people then enter at their prepaid subscriptions; all or none. Only hashes are kept",
        "Cargar claves de una clase, que las personas escriben después en sus suscripciones prepagadas; todas o ninguna. Solo se guardan resúmenes",
    ),
    (
        "A file with one key of 25 letters and digits in each line; - for standard input",
        "Un archivo con una clave de 25 letras y cifras en cada línea; - para la entrada estándar",
    ),
    ("Seats of each key", "Licencias de cada clave"),
    ("For how long each key pays", "Por cuánto tiempo paga cada clave"),
    // History.
    ("Tell who held what on a day", "Decir quién tenía qué un día"),
    (
        "What this user held: sign-in name or id",
        "Qué tenía este usuario: nombre de inicio de sesión o identificador",
    ),
    ("Who held this product: part number or id", "Quién tenía este producto: referencia o identificador"),
    ("The day, such as 2026-03-31", "El día, como 2026-03-31"),
    // Audit.
    ("Follow the audit chains record by record", "Seguir las cadenas de auditoría registro por registro"),
    // Users.
    ("List users", "Listar usuarios"),
    (
        "List deleted users, who can be restored for 30 days",
        "Listar los usuarios eliminados, que se pueden restaurar durante 30 días",
    ),
    ("Add one user", "Agregar un usuario"),
    (
        "The sign-in name under which one user comes back, where somebody else has that of before",
        "El nombre con que vuelve un usuario, si otro tiene ahora el anterior",
    ),
    (
        "Read the admin center's bulk CSV of new users",
        "Leer el CSV masivo de usuarios nuevos del centro de administración",
    ),
    ("Say what would happen, and change nothing", "Decir qué ocurriría sin cambiar nada"),
    (
        "Import the good rows although others are rejected",
        "Importar las filas buenas aunque se rechacen otras",
    ),
    ("What to do with users that are there already", "Qué hacer con los usuarios que ya existen"),
    ("Leave them as they are and say so", "Dejarlos como están y decirlo"),
    ("Take over the fields of the file", "Tomar los campos del archivo"),
    (
        "Delete users; they can be restored for 30 days",
        "Eliminar usuarios; se pueden restaurar durante 30 días",
    ),
    (
        "Also give the freed seats of this product back to the seller, where channel and window allow it",
        "Devolver además al vendedor las licencias que este producto deja libres, si el canal y el plazo lo permiten",
    ),
    (
        "Who gets the mailboxes, as shared ones; their accounts then stay, blocked and without licenses",
        "Quién recibe los buzones, como compartidos; sus cuentas quedan entonces, bloqueadas y sin licencias",
    ),
    ("Who reaches the files until their end", "Quién puede abrir los archivos hasta su final"),
    (
        "Bring deleted users back with the licenses for which a seat is free",
        "Devolver usuarios eliminados con las licencias que sigan disponibles",
    ),
    (
        "Sign-in name, at one of the customer's domains",
        "Nombre de inicio de sesión, en uno de los dominios del cliente",
    ),
    ("Name for people", "Nombre para mostrar"),
    ("First name", "Nombre"),
    ("Last name", "Apellidos"),
    ("Job title", "Puesto"),
    ("Department", "Departamento"),
    (
        "A further mail address; give it once for each, and the whole list",
        "Otra dirección de correo; una vez por cada una, y la lista entera",
    ),
    ("Usage location, two letters", "Ubicación de uso, dos letras"),
    // Catalog.
    ("List the products of the catalog", "Listar los productos del catálogo"),
    ("Text in name or part number", "Texto en el nombre o la referencia"),
    (
        "Read the official CSV of product names and service plan identifiers",
        "Leer el CSV oficial de nombres de productos e identificadores de planes de servicio",
    ),
    ("Say what would change, and change nothing", "Decir qué cambiaría sin cambiar nada"),
    // Programs.
    (
        "Create client credentials; the secret is shown once",
        "Crear credenciales de cliente; el secreto se muestra una vez",
    ),
    ("A name for people", "Un nombre para las personas"),
    (
        "What it may do, such as license-admin or global-reader",
        "Qué puede hacer, como license-admin o global-reader",
    ),
    ("List client credentials, without their secrets", "Listar credenciales de cliente, sin sus secretos"),
    (
        "Remove client credentials; their tokens end at once",
        "Quitar credenciales de cliente; sus tokens terminan al momento",
    ),
    ("The identity of the credentials", "El identificador de las credenciales"),
    (
        "Get an access token for client credentials; it is good for an hour",
        "Obtener un token de acceso para credenciales de cliente; vale una hora",
    ),
    (
        "The identity of the credentials [env: CUPO_CLIENT_ID]",
        "El identificador de las credenciales [env: CUPO_CLIENT_ID]",
    ),
];
