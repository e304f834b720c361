//! What goes wrong on the command line, in Spanish. `{}` stands for whatever is named there, in the same order in
//! both languages.

/// Each sentence with its Spanish.
pub(super) const SENTENCES: &[(&str, &str)] = &[
    ("the answer cannot be understood: {}", "no se entiende la respuesta: {}"),
    ("writing a request: {}", "al escribir una solicitud: {}"),
    ("writing a query: {}", "al escribir una consulta: {}"),
    ("the answer broke off: {}", "la respuesta se interrumpió: {}"),
    (
        "there is no database at {}; `cupo serve` and `cupo catalog import` make one",
        "no hay ninguna base de datos en {}; `cupo serve` y `cupo catalog import` la crean",
    ),
    ("reading the answer: {}", "al leer la respuesta: {}"),
    ("this cannot be asked: {}", "esto no se puede pedir: {}"),
    ("asking the server broke off: {}", "se interrumpió la solicitud al servidor: {}"),
    ("writing a form: {}", "al escribir un formulario: {}"),
    ("this cannot be asked of {}: {}", "esto no se puede pedir a {}: {}"),
    (
        "no client is named; add --client-id, or set CUPO_CLIENT_ID",
        "no se indica ningún cliente; añada --client-id o defina CUPO_CLIENT_ID",
    ),
    ("reading the secret from standard input: {}", "al leer el secreto de la entrada estándar: {}"),
    (
        "no secret: set CUPO_CLIENT_SECRET, or write it to standard input",
        "falta el secreto: defina CUPO_CLIENT_SECRET o escríbalo en la entrada estándar",
    ),
    ("there is no customer `{}` in this database", "no hay ningún cliente `{}` en esta base de datos"),
    (
        "{} of {} audit chains were written to past Cupo: compare with a backup, and find out who can reach the \
         database",
        "en {} de {} cadenas de auditoría se escribió sin pasar por Cupo: compare con una copia de seguridad y averigüe \
         quién puede llegar a la base de datos",
    ),
    ("operation {} did not come to its end", "la operación {} no llegó a su fin"),
    (
        "{} findings; restore a backup or report this",
        "{} hallazgos; restaure una copia de seguridad o informe de esto",
    ),
    (
        "there are several partners here; say which one with --partner ID|DOMAIN",
        "aquí hay varios partners; diga cuál con --partner ID|DOMINIO",
    ),
    (
        "no organization here sells to others, so none can have customers; with a partner's credentials, name the \
         partner with --partner ID|DOMAIN",
        "ninguna organización de aquí vende a otras, así que ninguna puede tener clientes; con las credenciales de un \
         partner, indíquelo con --partner ID|DOMINIO",
    ),
    (
        "the demo is a server itself; leave out --server",
        "la demostración es ella misma un servidor; quite --server",
    ),
    (
        "everybody can know the passwords of the demo, and {} can be reached by others; add --i-know if you want that",
        "cualquiera puede conocer las contraseñas de la demostración, y otros pueden llegar a {}; añada --i-know si \
         quiere eso",
    ),
    (
        "{} holds other data, or a demo that was broken off; choose another folder with --data, or serve real data \
         with `cupo serve`",
        "{} contiene otros datos o una demostración interrumpida; elija otra carpeta con --data, o sirva datos reales \
         con `cupo serve`",
    ),
    ("cannot create the folder {}: {}", "no se puede crear la carpeta {}: {}"),
    ("writing the answer: {}", "al escribir la respuesta: {}"),
    (
        "--others goes with --mode replace: only such a file speaks for everybody",
        "--others va con --mode replace: solo un archivo así habla de todos",
    ),
    ("{} rows were rejected; the others were taken", "se rechazaron {} filas; las demás se aceptaron"),
    ("{} rows are rejected{}", "se rechazan {} filas{}"),
    ("{}: not a file", "{}: no es un archivo"),
    ("copying the input: {}", "al copiar la entrada: {}"),
    ("reading {}: {}", "al leer {}: {}"),
    ("{} is longer than 1 MiB; load it in parts", "{} tiene más de 1 MiB; cárguelo por partes"),
    (
        "line {} is no key of 25 letters and digits; nothing was loaded",
        "la línea {} no es una clave de 25 letras y cifras; no se cargó nada",
    ),
    (
        "the key in line {} is there already; nothing was loaded",
        "la clave de la línea {} ya existe; no se cargó nada",
    ),
    ("the file has no keys; nothing was loaded", "el archivo no tiene claves; no se cargó nada"),
    ("more than {} keys; load them in parts", "más de {} claves; cárguelas por partes"),
    ("a key has 1 to {} seats; nothing was loaded", "una clave tiene de 1 a {} licencias; no se cargó nada"),
    (
        "--plans-off is about one product; give one --product with it",
        "--plans-off trata de un solo producto; indique un --product con él",
    ),
    ("writing settings: {}", "al escribir la configuración: {}"),
    (
        "`{}` is no setting; write KEY=VALUE, such as time_zone=UTC",
        "`{}` no es una opción de configuración; escriba CLAVE=VALOR, como time_zone=UTC",
    ),
    ("the setting `{}` cannot be `{}`", "la opción `{}` no puede ser `{}`"),
    ("the setting `{}` is given twice", "la opción `{}` se indica dos veces"),
    (
        "there is no such setting; `cupo settings show` names those there are",
        "no existe esa opción; `cupo settings show` muestra las que hay",
    ),
    ("CUPO_LISTEN: `{}` is no address with a port", "CUPO_LISTEN: `{}` no es una dirección con puerto"),
    ("CUPO_API_PER_SECOND: `{}` is no number", "CUPO_API_PER_SECOND: `{}` no es un número"),
    ("CUPO_BEHIND_TLS: `{}` is neither true nor false", "CUPO_BEHIND_TLS: `{}` no es ni true ni false"),
    (
        "there is more than is told; choose an earlier day",
        "hay más de lo que se muestra; elija un día anterior",
    ),
    (
        "`{}` is no day of the calendar; write it as 2027-01-31 or 2027-01-31T09:00:00Z",
        "`{}` no es un día del calendario; escríbalo como 2027-01-31 o 2027-01-31T09:00:00Z",
    ),
    (
        "--quantity goes with --to seats-at-renewal and --to seller-plan",
        "--quantity va con --to seats-at-renewal y --to seller-plan",
    ),
    ("--to: {}", "--to: {}"),
    (
        "{} deleted users were called {}; name the one by its id: {}",
        "{} usuarios eliminados se llamaban {}; indique cuál por su identificador: {}",
    ),
    (
        "no deleted user is called {}; `cupo user list --deleted` shows them (E-NOTFOUND)",
        "ningún usuario eliminado se llama {}; `cupo user list --deleted` los muestra (E-NOTFOUND)",
    ),
    ("nothing was changed: nobody is selected", "no se cambió nada: no se selecciona a nadie"),
    (
        "`{}` is no filter; write KEY=VALUE, such as department=Ventas",
        "`{}` no es un filtro; escriba CLAVE=VALOR, como department=Ventas",
    ),
    (
        "the filter `{}` is given twice; all filters must hold",
        "el filtro `{}` se indica dos veces; deben cumplirse todos los filtros",
    ),
    (
        "there is no filter `{}`; there are search, product, licensed, location, department, sign-in, mail-waits and \
         over-assigned",
        "no existe el filtro `{}`; hay search, product, licensed, location, department, sign-in, mail-waits y \
         over-assigned",
    ),
    ("the filter `{}` is {} or {}, not `{}`", "el filtro `{}` es {} o {}, no `{}`"),
    ("{}: larger than 256 MiB", "{}: mayor de 256 MiB"),
    ("{}: not UTF-8; save it as CSV in UTF-8", "{}: no es UTF-8; guárdelo como CSV en UTF-8"),
    (
        "no customer is named; add --customer ID|DOMAIN, or set CUPO_CUSTOMER, or `customer` in the configuration file \
         (`cupo customer list` shows them)",
        "no se indica ningún cliente; añada --customer ID|DOMINIO, defina CUPO_CUSTOMER o `customer` en el archivo de \
         configuración (`cupo customer list` los muestra)",
    ),
    (
        "`cupo {}` works on a database itself; leave out --server",
        "`cupo {}` trabaja con la propia base de datos; quite --server",
    ),
    (
        "no database is named; add --database URL, or set CUPO_DATABASE, or `database` in the configuration file",
        "no se indica ninguna base de datos; añada --database URL, defina CUPO_DATABASE o `database` en el archivo de \
         configuración",
    ),
    (
        "{} name both a database and a server; name one of them",
        "{} indican a la vez una base de datos y un servidor; indique solo uno",
    ),
    ("--token is for a server; add --server URL", "--token es para un servidor; añada --server URL"),
    (
        "no database and no server is named; add --database URL, or --server URL with --token T, or set CUPO_DATABASE \
         or CUPO_SERVER, or write one into the configuration file",
        "no se indica ni base de datos ni servidor; añada --database URL, o --server URL con --token T, o defina \
         CUPO_DATABASE o CUPO_SERVER, o escriba uno en el archivo de configuración",
    ),
    (
        "`{}` is no address of a server; write https://HOST or http://HOST:PORT",
        "`{}` no es la dirección de un servidor; escriba https://HOST o http://HOST:PUERTO",
    ),
    ("the configuration file {}: {}", "el archivo de configuración {}: {}"),
    ("the answer could not be written: {}", "no se pudo escribir la respuesta: {}"),
    ("writing JSON: {}", "al escribir JSON: {}"),
    (
        "nothing was changed: there is no terminal to ask on; add --yes to do it, or --dry-run to only look",
        "no se cambió nada: no hay terminal donde preguntar; añada --yes para hacerlo, o --dry-run solo para mirar",
    ),
    ("the worker ended: {}", "el proceso de trabajo terminó: {}"),
    (
        "the database {} is in use by another cupo; ask that one with --server URL, or stop it first",
        "otro cupo está usando la base de datos {}; pídaselo a él con --server URL, o deténgalo antes",
    ),
    (
        "cannot listen on {}: {}; choose another with --listen",
        "no se puede escuchar en {}: {}; elija otra dirección con --listen",
    ),
    (
        "the database has version {}, this program knows up to {}; use a newer cupo{}",
        "la base de datos tiene la versión {} y este programa conoce hasta la {}; use un cupo más nuevo{}",
    ),
    (
        "the database cannot be reached or written: {}",
        "no se puede llegar a la base de datos ni escribir en ella: {}",
    ),
    ("too many changes are waiting{}", "hay demasiados cambios en espera{}"),
    ("the database does not fit this program: {}", "la base de datos no corresponde a este programa: {}"),
    ("the address of the database: {}", "la dirección de la base de datos: {}"),
    (
        "`{}` is no database address; write sqlite:FILE or postgres://USER@HOST/NAME",
        "`{}` no es la dirección de una base de datos; escriba sqlite:ARCHIVO o postgres://USUARIO@HOST/NOMBRE",
    ),
];

/// A sentence in Spanish; one that the table lacks as it is.
#[must_use]
pub fn failed(sentence: &str) -> String {
    // The most exact one first: `{}: not a file` before what only has a colon.
    let mut known: Vec<_> =
        SENTENCES.iter().filter_map(|(en, es)| Some((en, es, named(en, sentence)?))).collect();
    known.sort_by_key(|(en, ..)| std::cmp::Reverse(en.len()));
    match known.into_iter().next() {
        Some((_, spanish, parts)) => {
            parts.iter().fold((*spanish).to_owned(), |text, part| text.replacen("{}", part, 1))
        }
        None => sentence.to_owned(),
    }
}

/// What stands where the pattern has `{}`; none where the sentence is another one.
fn named<'a>(pattern: &str, sentence: &'a str) -> Option<Vec<&'a str>> {
    let mut pieces = pattern.split("{}");
    let mut rest = sentence.strip_prefix(pieces.next()?)?;
    let pieces: Vec<&str> = pieces.collect();
    let (mut parts, last) = (Vec::new(), pieces.len().saturating_sub(1));
    for (index, piece) in pieces.iter().enumerate() {
        let at = if index == last && piece.is_empty() { rest.len() } else { rest.find(piece)? };
        let (part, after) = rest.split_at_checked(at)?;
        parts.push(part);
        rest = after.strip_prefix(piece)?;
    }
    rest.is_empty().then_some(parts)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// The sentences that the sources write beside `Failure::`, with `{}` for what they name.
    fn written(folder: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                written(&path, found);
            } else if path.extension().is_some_and(|it| it == "rs") && !path.ends_with("failures.rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                found.extend(text.split("Failure::").skip(1).filter_map(sentence));
            }
        }
    }

    fn sentence(call: &str) -> Option<String> {
        let how = ["usage(", "general(", "refused(", "new("];
        let rest = how.iter().find_map(|name| call.strip_prefix(name))?;
        let begin =
            rest.find('"').filter(|at| rest.get(..*at).is_some_and(|before| !before.contains([';', '}'])))?;
        let quoted = rest.get(begin + 1..)?.split('"').next()?;
        let lines: Vec<&str> = quoted.split("\\\n").map(str::trim_start).collect();
        let mut plain = String::new();
        let mut inside = false;
        for letter in lines.concat().chars() {
            inside = (inside || letter == '{') && letter != '}';
            if !inside {
                plain.push_str(&if letter == '}' { "{}".to_owned() } else { letter.to_string() });
            }
        }
        Some(plain).filter(|it| it.contains(' '))
    }

    #[test]
    fn every_failure_that_the_sources_write_has_its_spanish() {
        let mut found = Vec::new();
        written(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
        assert!(found.len() > 40, "{}", found.len());
        let lacking =
            |it: &&String| !["{}: {}"].contains(&it.as_str()) && !SENTENCES.iter().any(|(en, _)| en == it);
        assert_eq!(found.iter().filter(lacking).collect::<Vec<_>>(), Vec::<&String>::new());
    }

    #[test]
    fn what_is_named_stands_in_the_spanish_too() {
        for (en, es) in SENTENCES {
            assert_eq!(en.matches("{}").count(), es.matches("{}").count(), "{en}");
        }
        assert_eq!(
            failed("there is no database at /x/y.db; `cupo serve` and `cupo catalog import` make one"),
            "no hay ninguna base de datos en /x/y.db; `cupo serve` y `cupo catalog import` la crean"
        );
        assert_eq!(failed("the filter `a` is b or c, not `d`"), "el filtro `a` es b o c, no `d`");
        assert_eq!(failed("/tmp/x: not a file"), "/tmp/x: no es un archivo");
        assert_eq!(failed("something else"), "something else");
    }
}
