//! Cities with their states, the beginnings of their postal codes, and telephone prefixes by country. Numbers are in
//! no real range: they all go on with 555.

/// A city.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) city: &'static str,
    pub(super) state: &'static str,
    /// The beginning of its postal codes.
    pub(super) postal: &'static str,
}

/// A country as far as addresses go.
#[derive(Clone, Debug)]
pub(super) struct Land {
    pub(super) code: &'static str,
    /// Its telephone prefix.
    pub(super) prefix: &'static str,
    /// Figures of a postal code.
    pub(super) postal_length: usize,
    pub(super) places: Vec<Place>,
}

/// Every country in which somebody of the demo data works.
pub(super) fn lands() -> Vec<Land> {
    LANDS.iter().filter_map(|text| land(text)).collect()
}

fn land(text: &'static str) -> Option<Land> {
    let (head, places) = text.split_once(':')?;
    let mut head = head.split(' ');
    let (code, prefix, length) = (head.next()?, head.next()?, head.next()?);
    let places = places
        .split(';')
        .filter_map(|place| {
            let mut parts = place.trim().split('/');
            Some(Place { city: parts.next()?, state: parts.next()?, postal: parts.next()? })
        })
        .collect();
    Some(Land { code, prefix, postal_length: length.parse().ok()?, places })
}

/// `code prefix length: city/state/postal; …`
const LANDS: &[&str] = &[
    "ES +34 5: Madrid/Madrid/280; Barcelona/Barcelona/080; València/València/460; Sevilla/Sevilla/410; \
     Zaragoza/Zaragoza/500; Málaga/Málaga/290; Bilbao/Bizkaia/480; A Coruña/A Coruña/150; Vigo/Pontevedra/362; \
     Donostia/Gipuzkoa/200; Palma/Illes Balears/070; Las Palmas/Las Palmas/350; Girona/Girona/170; \
     Logroño/La Rioja/260; Cáceres/Cáceres/100; Gijón/Asturias/332",
    "MX +52 5: Ciudad de México/CDMX/060; Guadalajara/Jalisco/441; Monterrey/Nuevo León/640; Mérida/Yucatán/970; \
     Querétaro/Querétaro/760; Cancún/Quintana Roo/775; León/Guanajuato/370",
    "CO +57 6: Bogotá/Cundinamarca/1101; Medellín/Antioquia/0500; Cali/Valle del Cauca/7600; Cartagena/Bolívar/1300; \
     Popayán/Cauca/1900",
    "AR +54 4: Buenos Aires/CABA/10; Córdoba/Córdoba/50; Rosario/Santa Fe/20; Tandil/Buenos Aires/70; \
     San Carlos de Bariloche/Río Negro/84",
    "CL +56 7: Santiago/Región Metropolitana/8320; Valparaíso/Valparaíso/2340; Concepción/Biobío/4030; \
     Viña del Mar/Valparaíso/2520; Puerto Montt/Los Lagos/5480",
    "PE +51 5: Lima/Lima/150; Cusco/Cusco/080; Arequipa/Arequipa/040",
    "PT +351 4: Lisboa/Lisboa/11; Porto/Porto/40; Coimbra/Coimbra/30; Évora/Évora/70; Faro/Faro/80",
    "FR +33 5: Paris/Île-de-France/750; Lyon/Auvergne-Rhône-Alpes/690; Nîmes/Occitanie/300; Besançon/Doubs/250; \
     Orléans/Loiret/450",
    "DE +49 5: Köln/Nordrhein-Westfalen/506; München/Bayern/803; Münster/Nordrhein-Westfalen/481; \
     Lübeck/Schleswig-Holstein/235; Würzburg/Bayern/970",
    "PL +48 5: Kraków/Małopolskie/310; Łódź/Łódzkie/904; Wrocław/Dolnośląskie/502; Gdańsk/Pomorskie/808; \
     Poznań/Wielkopolskie/611",
    "GR +30 5: Αθήνα/Αττική/105; Θεσσαλονίκη/Κεντρική Μακεδονία/546; Ηράκλειο/Κρήτη/712",
    "NO +47 4: Oslo/Oslo/01; Tromsø/Troms/90; Ålesund/Møre og Romsdal/60",
    "SE +46 5: Malmö/Skåne/211; Göteborg/Västra Götaland/411; Umeå/Västerbotten/903",
    "IT +39 5: Roma/Lazio/001; Milano/Lombardia/201; L'Aquila/Abruzzo/671; Cefalù/Sicilia/900",
    "MA +212 5: Casablanca/Casablanca-Settat/200; Fès/Fès-Meknès/300; Tánger/Tánger-Tetuán/900",
    "CN +86 6: Shanghai/Shanghai/2000; Suzhou/Jiangsu/2150; Xi'an/Shaanxi/7100; Xiamen/Fujian/3610",
];

#[cfg(test)]
mod tests {
    use super::*;
    use cupo_domain::country::Country;

    #[test]
    fn every_land_is_a_country_with_places() {
        let lands = lands();
        assert_eq!(lands.len(), LANDS.len());
        for land in lands {
            assert!(Country::parse(land.code).is_some(), "{}", land.code);
            assert!(
                land.places.len() >= 3 && land.places.iter().all(|p| p.postal.len() <= land.postal_length)
            );
        }
    }
}
