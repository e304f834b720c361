//! Departments and job titles by trade, in the language of the customer. `{o|a}` stands for the ending of a man's
//! and a woman's title. A department that begins with `*` works away from a desk and gets the smaller license.

/// What an organisation does; it decides on departments and titles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trade {
    Hotels,
    School,
    Clinic,
    TownHall,
    Engineering,
    Shop,
    Aid,
    Builder,
    Food,
    Farm,
    Books,
    Design,
    Architects,
    Trading,
    Advisers,
    Outdoor,
    Reseller,
}

impl Trade {
    fn text(self) -> &'static str {
        match self {
            Self::Hotels => HOTELS,
            Self::School => SCHOOL,
            Self::Clinic => CLINIC,
            Self::TownHall => TOWN_HALL,
            Self::Engineering => ENGINEERING,
            Self::Shop => SHOP,
            Self::Aid => AID,
            Self::Builder => BUILDER,
            Self::Food => FOOD,
            Self::Farm => FARM,
            Self::Books => BOOKS,
            Self::Design => DESIGN,
            Self::Architects => ARCHITECTS,
            Self::Trading => TRADING,
            Self::Advisers => ADVISERS,
            Self::Outdoor => OUTDOOR,
            Self::Reseller => RESELLER,
        }
    }

    /// Its departments in the order of the text, the larger ones several times as likely.
    pub(super) fn departments(self) -> Vec<Department> {
        self.text().split(';').filter_map(department).collect()
    }
}

/// A department with its titles.
#[derive(Clone, Debug)]
pub(super) struct Department {
    pub(super) name: &'static str,
    /// Away from a desk.
    pub(super) front: bool,
    /// How likely somebody works there.
    pub(super) weight: u64,
    pub(super) titles: Vec<&'static str>,
}

/// `*Name 12: title, title`.
fn department(text: &'static str) -> Option<Department> {
    let (head, titles) = text.trim().split_once(':')?;
    let (name, weight) = head.trim().rsplit_once(' ')?;
    let (front, name) = match name.strip_prefix('*') {
        Some(name) => (true, name),
        None => (false, name),
    };
    Some(Department {
        name,
        front,
        weight: weight.parse().ok()?,
        titles: titles.split(',').map(str::trim).collect(),
    })
}

/// The title as it stands on the door.
pub(super) fn titled(title: &str, female: bool) -> String {
    let mut text = String::with_capacity(title.len());
    let mut rest = title;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (endings, tail) = after.split_once('}').unwrap_or((after, ""));
        let (man, woman) = endings.split_once('|').unwrap_or((endings, endings));
        text.push_str(if female { woman } else { man });
        rest = tail;
    }
    text.push_str(rest);
    text
}

const HOTELS: &str = "Dirección 3: Director{|a} de hotel, Subdirector{|a}, Director{|a} de operaciones, Asistente de dirección \
    ;Recepción 14: Recepcionista, Jef{e|a} de recepción, Conserje, Auditor{|a} nocturn{o|a} \
    ;*Pisos y lavandería 24: Camarer{o|a} de pisos, Gobernant{e|a}, Lencer{o|a}, Valet \
    ;*Cocina 17: Cociner{o|a}, Jef{e|a} de cocina, Ayudante de cocina, Pasteler{o|a} \
    ;*Restaurante y bar 18: Camarer{o|a}, Maître, Barman, Sumiller, Jef{e|a} de sala \
    ;*Mantenimiento 7: Técnic{o|a} de mantenimiento, Electricista, Jardiner{o|a}, Fontaner{o|a} \
    ;Reservas 5: Agente de reservas, Responsable de ingresos, Coordinador{|a} de grupos \
    ;Comercial y marketing 4: Comercial, Responsable de eventos, Especialista en redes sociales, Diseñador{|a} gráfic{o|a} \
    ;Finanzas 3: Contable, Controller, Tesorer{o|a}, Auxiliar administrativ{o|a} \
    ;Personas y cultura 2: Técnic{o|a} de selección, Responsable de formación, Técnic{o|a} de nóminas \
    ;Sistemas 2: Administrador{|a} de sistemas, Técnic{o|a} de soporte, Analista de datos \
    ;Compras 1: Comprador{|a}, Responsable de proveedores";

const SCHOOL: &str = "Alumnado de ESO 40: Estudiante;Alumnado de Bachillerato 28: Estudiante \
    ;Alumnado de Formación Profesional 18: Estudiante \
    ;Claustro 10: Profesor{|a} de Matemáticas, Profesor{|a} de Lengua, Profesor{|a} de Inglés, Profesor{|a} de Física y Química, \
    Profesor{|a} de Historia, Orientador{|a}, Jef{e|a} de estudios, Maestr{o|a} de taller \
    ;Secretaría 3: Secretari{o|a}, Auxiliar administrativ{o|a}, Bibliotecari{o|a} \
    ;Conserjería 1: Conserje, Ordenanza";

const CLINIC: &str = "*Enfermería 34: Enfermer{o|a}, Auxiliar de enfermería, Supervisor{|a} de planta, Matr{ón|ona} \
    ;Medicina interna 14: Médic{o|a} internista, Médic{o|a} residente, Director{|a} médic{o|a} \
    ;Cirugía 9: Cirujan{o|a}, Anestesista, Instrumentista;Pediatría 7: Pediatra, Enfermer{o|a} pediátric{o|a} \
    ;Radiología 6: Radiólog{o|a}, Técnic{o|a} en diagnóstico por imagen;Farmacia 3: Farmacéutic{o|a}, Auxiliar de farmacia \
    ;Admisión 12: Administrativ{o|a} de admisión, Gestor{|a} de citas;*Servicios generales 9: Celador{|a}, Limpiador{|a}, Cociner{o|a} \
    ;Administración 6: Contable, Técnic{o|a} de facturación, Director{|a} gerente, Técnic{o|a} de sistemas";

const TOWN_HALL: &str = "Alcaldia 3: Alcald{e|essa}, Regidor{|a}, Cap de gabinet;Secretaria i Intervenció 6: Secret{ari|ària}, \
    Interventor{|a}, Tresorer{|a};Urbanisme 9: Arquitect{e|a} municipal, Delineant, Inspector{|a} d'obres \
    ;Serveis Socials 12: Treballador{|a} social, Educador{|a} social, Psicò{leg|loga};Atenció ciutadana 10: Auxiliar administrati{u|va}, \
    Informador{|a};*Policia Local 18: Agent, Caporal, Sergent{|a};*Brigada municipal 16: Oper{ari|ària}, Jardiner{|a}, Lampista \
    ;Cultura i Joventut 8: Bibliotec{ari|ària}, Tècni{c|ca} de joventut;Informàtica 3: Tècni{c|ca} de sistemes";

const ENGINEERING: &str = "Konstruktion 30: Konstruktionsingenieur{|in}, Technische{r|} Zeichner{|in}, Teamleiter{|in} Konstruktion \
    ;Statik 14: Tragwerksplaner{|in}, Prüfingenieur{|in};Versuch und Prüfung 12: Versuchsingenieur{|in}, Messtechniker{|in} \
    ;Projektleitung 12: Projektleiter{|in}, Projektassistent{|in};Vertrieb 9: Vertriebsingenieur{|in}, Angebotsbearbeiter{|in} \
    ;Einkauf 5: Einkäufer{|in};Buchhaltung 5: Buchhalter{|in}, Controller{|in};Personal 3: Personalreferent{|in} \
    ;IT 4: Systemadministrator{|in}, Datenbankspezialist{|in};Geschäftsführung 2: Geschäftsführer{|in}, Prokurist{|in}";

const SHOP: &str = "Tienda 2: Dependient{e|a};Gerencia 1: Gerente";

const AID: &str = "Programas 30: Coordinador{|a} de proyecto, Gestor{|a} social, Pedagog{o|a};*Terreno 24: Promotor{|a} comunitari{o|a}, \
    Enfermer{o|a} rural, Conductor{|a};Captación de fondos 12: Responsable de donantes, Analista de convocatorias \
    ;Comunicaciones 8: Periodista, Diseñador{|a};Administración 12: Contador{|a}, Tesorer{o|a}, Director{|a} ejecutiv{o|a}";

const BUILDER: &str = "*Obra 40: Maestro de obra, Jef{e|a} de obra, Prevencionista de riesgos, Operador{|a} de grúa \
    ;Estudios y propuestas 14: Ingenier{o|a} de costos, Dibujante técnic{o|a};Ingeniería 12: Ingenier{o|a} estructural, Topógraf{o|a} \
    ;Adquisiciones 8: Comprador{|a}, Encargad{o|a} de bodega;Finanzas 8: Contador{|a}, Analista de tesorería \
    ;Personas 5: Psicólog{o|a} laboral, Encargad{o|a} de remuneraciones;Gerencia 3: Gerente general, Abogad{o|a}";

const FOOD: &str = "*Planta 44: Operador{|a} de línea, Supervisor{|a} de turno, Técnic{o|a} de empaque;Calidad 10: Químic{o|a} analista, \
    Inspector{|a} de calidad;*Almacén y distribución 18: Montacarguista, Chofer repartidor{|a}, Jef{e|a} de almacén \
    ;Ventas 14: Ejecutiv{o|a} de cuenta, Gerente de zona;Mercadotecnia 4: Coordinador{|a} de marca;Contabilidad 5: Contador{|a}, Auxiliar contable \
    ;Capital humano 3: Reclutador{|a}, Especialista en nómina;Sistemas 3: Ingenier{o|a} de soporte, Desarrollador{|a}";

const FARM: &str = "*Campo 20: Tractorista, Peón rural, Encargad{o|a} de lote;Veterinaria 4: Veterinari{o|a};Agronomía 5: Ingenier{o|a} agrónom{o|a} \
    ;Administración 6: Contador{|a}, Administrativ{o|a};Dirección 2: Administrador{|a} general";

const BOOKS: &str = "Loja 8: Livreir{o|a}, Operador{|a} de caixa;Encomendas 4: Gestor{|a} de encomendas;Eventos 2: Programador{|a} cultural \
    ;Gerência 2: Gerente, Contabilista";

const DESIGN: &str = "Projekty 22: Projektant{|ka}, Asystent{|ka} projektanta, Grafi{k|czka};Kosztorysy 8: Kosztorysant{|ka} \
    ;Nadzór budowy 8: Inspektor{|ka} nadzoru;Księgowość 4: Księgow{y|a};Zarząd 2: Prezes, Dyrektor{|ka} biura";

const ARCHITECTS: &str = "Conception 14: Architecte, Dessinat{eur|rice}, Urbaniste;Chantiers 6: Conduct{eur|rice} de travaux \
    ;Paysage 3: Paysagiste;Administration 4: Comptable, Assistant{|e} de direction;Direction 2: Associé{|e} gérant{|e}";

const TRADING: &str = "Export 34: Export clerk, Account manager, Shipping coordinator;Purchasing 20: Buyer, Supplier quality engineer \
    ;*Warehouse 22: Warehouse keeper, Forklift driver;Finance 12: Accountant, Customs specialist;Administration 6: Office manager, HR officer";

const ADVISERS: &str = "Fiscal 8: Asesor{|a} fiscal, Gestor{|a} administrativ{o|a};Laboral 6: Graduad{o|a} social, Técnic{o|a} de nóminas \
    ;Contable 6: Contable;Recepción 2: Recepcionista;Dirección 1: Soci{o|a} director{|a}";

const OUTDOOR: &str = "Guías 6: Guía de montaña;Tienda 4: Dependient{e|a};Formación 2: Instructor{|a};Administración 2: Administrativ{o|a}";

const RESELLER: &str = "Soporte 8: Técnic{o|a} de soporte, Coordinador{|a} de soporte;Ventas 5: Ejecutiv{o|a} de cuentas, Preventa \
    ;Operaciones 3: Gestor{|a} de licencias;Administración 2: Administrativ{o|a}";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_follow_the_person() {
        assert_eq!(titled("Director{|a} médic{o|a}", true), "Directora médica");
        assert_eq!(titled("Director{|a} médic{o|a}", false), "Director médico");
        assert_eq!(titled("Maître", true), "Maître");
    }

    #[test]
    fn every_trade_reads_whole() {
        for trade in [
            Trade::Hotels,
            Trade::School,
            Trade::Clinic,
            Trade::TownHall,
            Trade::Engineering,
            Trade::Shop,
            Trade::Aid,
            Trade::Builder,
            Trade::Food,
            Trade::Farm,
            Trade::Books,
            Trade::Design,
            Trade::Architects,
            Trade::Trading,
            Trade::Advisers,
            Trade::Outdoor,
            Trade::Reseller,
        ] {
            let departments = trade.departments();
            assert_eq!(departments.len(), trade.text().split(';').filter(|d| d.contains(':')).count());
            for one in departments {
                assert!(one.weight > 0 && one.titles.iter().all(|t| !t.is_empty()), "{trade:?} {one:?}");
            }
        }
    }
}
