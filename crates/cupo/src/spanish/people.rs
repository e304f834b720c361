//! Help on people in Spanish: fields, roles, what is left of their data; and on settings. It must never hold a text that is
//! no help.

/// Texts of commands, options and values, without the last full stop.
pub(super) const TEXTS: &[(&str, &str)] = &[
    (
        "Work with the data that is left of deleted people",
        "Trabajar con los datos que quedan de personas eliminadas",
    ),
    ("Work with the roles of people", "Trabajar con los roles de las personas"),
    ("Work with the settings of a customer", "Trabajar con la configuración de un cliente"),
    (
        "Change fields of a user; fields that are not named stay",
        "Cambiar campos de un usuario; los que no se nombran se quedan",
    ),
    ("Give users a usage location", "Dar a los usuarios una ubicación de uso"),
    (
        "Give a user a new one-time password; nobody can undo that",
        "Dar a un usuario una nueva contraseña de un solo uso; eso no se puede deshacer",
    ),
    (
        "Another sign-in name, at one of the customer's domains",
        "Otro nombre de inicio de sesión, en uno de los dominios del cliente",
    ),
    ("Whether the user may sign in", "Si el usuario puede iniciar sesión"),
    ("Two letters", "Dos letras"),
    ("List the people with roles", "Enumerar las personas con roles"),
    (
        "Give roles to a person; those the person holds stay",
        "Dar roles a una persona; los que tiene se quedan",
    ),
    (
        "Take roles from a person; those that are not named stay",
        "Quitar roles a una persona; los que no se nombran se quedan",
    ),
    ("The roles, such as license-admin", "Los roles, como license-admin"),
    ("Show how a customer is set up", "Mostrar cómo está configurado un cliente"),
    (
        "Change settings; those that are not named stay",
        "Cambiar la configuración; lo que no se nombra se queda",
    ),
    (
        "Settings by the names that `settings show` has, such as file_retention_days=90",
        "La configuración por los nombres de `settings show`, como file_retention_days=90",
    ),
    (
        "Do something with the data of a user who is deleted, also of one whose account is gone",
        "Hacer algo con los datos de un usuario eliminado, también de uno cuya cuenta ya no existe",
    ),
    (
        "The user's id, which is the mailbox's too",
        "El identificador del usuario, que es también el del buzón",
    ),
    ("What shall be done", "Qué se debe hacer"),
    (
        "Who gets it, by sign-in name or id",
        "Quién los recibe, por nombre de inicio de sesión o identificador",
    ),
    ("Which data a copy is of", "De qué datos es la copia"),
    (
        "Take control of what somebody bought for themselves: it ends, and everybody gets another product where one is named",
        "Tomar el control de lo que alguien compró para sí: termina, y cada uno recibe otro producto si se nombra uno",
    ),
    (
        "The product that they get, by part number or id",
        "El producto que reciben, por referencia o identificador",
    ),
];
