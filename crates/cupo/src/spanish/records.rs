//! Help on what was done, in Spanish: the audit. It must never hold a text that is no help.

/// Texts of commands, options and values, without the last full stop.
pub(super) const TEXTS: &[(&str, &str)] = &[
    (
        "Look at the audit, and prove that no record of it was changed, taken out or exchanged",
        "Ver la auditoría y demostrar que ningún registro se cambió, se quitó ni se intercambió",
    ),
    (
        "List what was done, to whom, by whom, and what was refused; the newest first",
        "Enumerar qué se hizo, a quién y por quién, y qué se rechazó; lo más reciente primero",
    ),
    (
        "List what a partner's people and programs did at its customers; the newest first",
        "Enumerar lo que hicieron las personas y los programas de un partner en sus clientes; lo más reciente primero",
    ),
    (
        "The partner, by id or domain; where there is one only, that one",
        "El partner, por identificador o dominio; donde solo hay uno, ese",
    ),
    (
        "From this day of the partner's calendar on; 30 days before the last day when left out",
        "Desde este día del calendario del partner; si falta, 30 días antes del último día",
    ),
    ("Only at customers whose name contains this text", "Solo en clientes cuyo nombre contiene este texto"),
    ("Only at this customer, by id or domain", "Solo en este cliente, por identificador o dominio"),
    (
        "Only about this kind of thing, such as licenses or subscription",
        "Solo sobre esta clase de cosa, como licenses o subscription",
    ),
    ("Write everything that matches as a CSV", "Escribir todo lo que cumple como CSV"),
    (
        "Write every record of the audit that matches as a CSV; as JSON with --json",
        "Escribir todos los registros de la auditoría que cumplan como CSV; como JSON con --json",
    ),
    (
        "From this day of the customer's calendar on, such as 2026-03-01; a month before the last day when left out",
        "Desde este día del calendario del cliente, como 2026-03-01; si falta, un mes antes del último día",
    ),
    ("To the end of this day; today when left out", "Hasta el final de este día; si falta, hoy"),
    (
        "Only this kind of change, such as licenses.changed",
        "Solo esta clase de cambio, como licenses.changed",
    ),
    (
        "Only what they did: a sign-in name, the name of a program or of the partner, `cupo`, or operator:NAME",
        "Solo lo que hicieron: un nombre de inicio de sesión, el nombre de un programa o del partner, `cupo` u operator:NOMBRE",
    ),
    (
        "Only about this user: sign-in name or id, also of deleted users",
        "Solo sobre este usuario: nombre de inicio de sesión o identificador, también de usuarios eliminados",
    ),
    ("Only about this product: part number or id", "Solo sobre este producto: referencia o identificador"),
    ("Only through this door", "Solo por esta puerta"),
    ("Only as part of this operation", "Solo como parte de esta operación"),
];
