//! What stands after the help of commands, in Spanish: paragraph by paragraph beside the English. It must never hold a text of
//! a command or an option.

/// What stands after the options: whole sentences beside examples, which stay as they are.
pub(super) const NOTES: &[(&str, &str)] = &[
    ("Examples:", "Ejemplos:"),
    ("Example:", "Ejemplo:"),
    (
        "It covers 30 days unless others are said, and at most the last 90, at the customers that the caller's role reaches.",
        "Abarca 30 días si no se dicen otros, y como mucho los últimos 90, en los clientes hasta donde llega el rol de quien\npregunta.",
    ),
    (
        "Only reads, and works beside a running server. Exit code 0 means that every invariant holds and every audit chain is\nwhole; 1 means findings, one a line.",
        "Solo lee, y funciona junto a un servidor en marcha. El código de salida 0 significa que se cumplen todos los invariantes y\nque cada cadena de auditoría está entera; 1 significa hallazgos, uno por línea.",
    ),
    (
        "Only reads, and works beside a running server. Everything is told in the order in which it would happen: subscriptions\nthat renew, expire or are deleted, data that is erased, accounts that are gone for good. Exit code 1 means that there\nis more than was told.",
        "Solo lee, y funciona junto a un servidor en marcha. Todo se dice en el orden en que ocurriría: suscripciones que se\nrenuevan, caducan o se eliminan, datos que se borran, cuentas que desaparecen para siempre. El código de salida 1 significa\nque hay más de lo dicho.",
    ),
    (
        "Each of these can also stand in the part [serve] of the configuration file, as listen, behind_tls,\npublic_url and api_per_second.",
        "Cada una puede estar también en la parte [serve] del archivo de configuración, como listen, behind_tls,\npublic_url y api_per_second.",
    ),
    (
        "Each record carries the hash of the one before it. This computes every hash anew and names the records that were changed,\nthat are missing or that do not follow the one before. It only reads, and works beside a running server. Exit code 0 means\nthat every chain is whole; 1 means findings, one a line.",
        "Cada registro lleva el resumen del anterior. Esto calcula de nuevo cada resumen y nombra los registros que se cambiaron, que\nfaltan o que no siguen al anterior. Solo lee, y funciona junto a un servidor en marcha. El código de salida 0 significa que\ncada cadena está entera; 1 significa hallazgos, uno por línea.",
    ),
    (
        "The day ends at midnight in the customer's time zone; of the present day it is told what is held now.",
        "El día termina a medianoche en la zona horaria del cliente; del día presente se dice qué se tiene ahora.",
    ),
    (
        "A row for each direct license, and one without a product for whoever has none. What is not edited does not change.",
        "Una fila por cada licencia directa, y una sin producto por quien no tiene ninguna. Lo que no se edita no cambia.",
    ),
    (
        "The whole file is judged first, and every finding is told with line and column. With --mode replace the users in the file\nhave exactly its licenses afterwards, and a row without a product says: none.",
        "Primero se juzga el archivo entero, y cada hallazgo se dice con línea y columna. Con --mode replace los usuarios del archivo\ntienen después exactamente sus licencias, y una fila sin producto dice: ninguna.",
    ),
    (
        "What the list lacks is kept; a second import changes nothing.",
        "Lo que falta en la lista se conserva; una segunda importación no cambia nada.",
    ),
    (
        "The secret comes from CUPO_CLIENT_SECRET, from the configuration file, or from the first line of standard input, and\nnever from an option, because everybody on a machine can see those.",
        "El secreto viene de CUPO_CLIENT_SECRET, del archivo de configuración o de la primera línea de la entrada estándar, y\nnunca de una opción, porque esas las ve cualquiera en una máquina.",
    ),
];

/// What stands after the help of everything.
pub(super) const AFTER: &str = "\
Dónde trabaja una orden:
  Sobre la propia base de datos (--database) o preguntando a un servidor (--server con --token). Una opción puede más que
  el entorno (CUPO_DATABASE, CUPO_SERVER, CUPO_TOKEN, CUPO_CLIENT_ID, CUPO_CLIENT_SECRET, CUPO_CUSTOMER, CUPO_CONFIG), y
  este más que el archivo de configuración: el que se nombra con --config; si no, ~/.config/cupo/cupo.toml; si no,
  /etc/cupo/cupo.toml. Las órdenes que solo leen funcionan junto a un servidor en marcha; las que escriben necesitan la
  base de datos a solas.

Códigos de salida:
  0    hecho
  1    se rechazó algo o todo, o una comprobación encontró algo
  2    mal llamado: opciones desconocidas o contradictorias, nadie seleccionado, ningún terminal donde preguntar
  3    no existe, o no para quien lo pide
  4    cambió desde que se mostró, o su estado no lo permite
  5    ahora no es posible: sin conexión, demasiado ocupado, sin espacio
  6    la base de datos está en uso, es de otra versión o no está
  7    un defecto
  130  interrumpido; una operación ya empezada sigue

Ejemplos:
  cupo demo
  cupo license assign ana@norte.example --product ENTERPRISEPACK --customer norte.example --dry-run
  cupo user list --filter licensed=no --json | jq -r '.items[].name' | \\
    cupo license assign --csv - --product O365_BUSINESS --strict --yes
  cupo --server https://licenses.example operation list";
