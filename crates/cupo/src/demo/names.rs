//! Given names and surnames by culture, written for the demo data. No person is meant. A `~` stands for a blank
//! inside a name. Nothing here draws; it is only lists and their spelling in sign-in names.

/// Where a name comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Culture {
    Spanish,
    Catalan,
    Basque,
    Galician,
    LatinAmerican,
    Portuguese,
    French,
    German,
    Polish,
    Greek,
    Nordic,
    Italian,
    Maghreb,
    Chinese,
}

/// The lists of one culture.
pub(super) struct Names {
    pub(super) female: &'static str,
    pub(super) male: &'static str,
    pub(super) surnames: &'static str,
    /// People have two surnames.
    pub(super) two_surnames: bool,
}

impl Culture {
    /// The lists.
    pub(super) fn names(self) -> &'static Names {
        match self {
            Self::Spanish => &SPANISH,
            Self::Catalan => &CATALAN,
            Self::Basque => &BASQUE,
            Self::Galician => &GALICIAN,
            Self::LatinAmerican => &LATIN_AMERICAN,
            Self::Portuguese => &PORTUGUESE,
            Self::French => &FRENCH,
            Self::German => &GERMAN,
            Self::Polish => &POLISH,
            Self::Greek => &GREEK,
            Self::Nordic => &NORDIC,
            Self::Italian => &ITALIAN,
            Self::Maghreb => &MAGHREB,
            Self::Chinese => &CHINESE,
        }
    }
}

const SPANISH: Names = Names {
    female: "Adela Águeda Alba Alicia Amparo Ana~Belén Andrea Ángela Asunción Aurora Beatriz Belén Blanca Candela \
             Carla Carmen Carolina Catalina Celia Clara Consuelo Cristina Daniela Dolores Elena Elvira Emilia Esther \
             Eugenia Eva Fátima Gema Gloria Inés Irene Isabel Jimena Julia Laura Leonor Lidia Lorena Lucía Luisa \
             Macarena Manuela Margarita María~del~Mar María~José Marina Marta Matilde Mercedes Miriam Mónica Natalia \
             Noelia Nuria Olga Paloma Patricia Paula Pilar Raquel Rebeca Rocío Rosa~María Rosario Ruth Sandra Sara \
             Silvia Sofía Sonia Susana Teresa Trinidad Verónica Victoria Virginia Yolanda",
    male: "Adrián Agustín Alberto Alejandro Alfonso Álvaro Andrés Ángel Antonio Arturo Benito Bruno Carlos César \
           Cristóbal Daniel Darío David Diego Eduardo Emilio Enrique Ernesto Esteban Eugenio Félix Fernando Fidel \
           Francisco Gabriel Gerardo Gonzalo Gregorio Guillermo Héctor Hugo Ignacio Ismael Iván Jaime Javier Jesús \
           Joaquín Jorge José~Luis José~María Juan~Carlos Juan Julián Julio Leandro León Lorenzo Lucas Luis Manuel \
           Marcos Mario Martín Mateo Matías Miguel~Ángel Miguel Nicolás Óscar Pablo Pedro Rafael Ramiro Raúl Ricardo \
           Roberto Rodrigo Rubén Salvador Santiago Saúl Sebastián Sergio Simón Teodoro Tomás Valentín Vicente Víctor",
    surnames: "Abad Acosta Aguado Aguilar Alarcón Alcántara Alonso Álvarez Andrés Aparicio Aranda Arenas Arias Arroyo \
               Ayala Ballesteros Barrera Barrios Bautista Benítez Bermejo Bernal Blanco Blázquez Bravo Caballero \
               Cabello Cabezas Calderón Calvo Camacho Campos Cano Cárdenas Carmona Carrasco Carrillo Castaño Castillo \
               Castro Cebrián Chacón Conde Contreras Cordero Corral Cortés Crespo Cuesta Cuevas Delgado Díaz \
               Domínguez Duque Durán Escribano Escudero Espinosa Esteban Estévez Expósito Fajardo Fernández Figueroa \
               Flores Franco Fuentes Galán Gálvez García Garrido Gil Giménez Gómez González Guerra Guillén Gutiérrez \
               Guzmán Heredia Hernández Herrero Hidalgo Ibáñez Izquierdo Jiménez Jurado Lara León López Lorenzo Lozano \
               Lucas Luque Maldonado Manzano Márquez Martín Martínez Mateos Medina Méndez Merino Miranda Molina Mora \
               Morales Moreno Moya Muñoz Navarro Nieto Núñez Ojeda Olmedo Ortega Ortiz Pacheco Padilla Palacios \
               Pardo Parra Pascual Pastor Peña Peralta Pérez Pineda Plaza Polo Prieto Quintana Quintero Ramírez Ramos \
               Redondo Requena Rey Reyes Rincón Ríos Rivas Rivera Robles Rodríguez Román Romero Rosales Rubio Rueda \
               Ruiz Salas Salinas Sánchez Sanz Segura Serrano Sevilla Sierra Soriano Soto Suárez Tejada Toledo Torres \
               Trujillo Valencia Valero Valle Vargas Vázquez Vega Velasco Vera Vicente Villanueva Villar Zamora \
               de~la~Fuente de~la~Torre del~Río del~Pozo",
    two_surnames: true,
};

const CATALAN: Names = Names {
    female: "Agnès Aina Àngels Anna Berta Blanca Carla Clàudia Elisenda Emma Estel Gemma Gisela Glòria Irene Isaura \
             Joana Judit Júlia Laia Lídia Llúcia Mar Margarida Mariona Meritxell Mercè Mireia Montserrat Neus Núria \
             Ona Queralt Remei Roser Sílvia Txell Xènia",
    male: "Adrià Albert Aleix Andreu Arnau Bernat Biel Blai Carles Cesc Dídac Eloi Enric Ferran Francesc Genís Gerard \
           Guillem Ignasi Isaac Jaume Jordi Josep Lluc Lluís Magí Marc Martí Miquel Narcís Nil Oriol Pau Pere Pol Quim \
           Ramon Roger Sergi Toni Vicenç Xavier",
    surnames: "Alemany Amat Arnau Balaguer Batlle Benet Bertran Bofill Bonet Bosch Busquets Cabré Camps Canals Capdevila \
               Carbonell Casals Casas Castells Clapés Codina Colomer Comas Costa Dalmau Domènech Escoda Espinàs Fabra \
               Farré Ferrer Figueras Font Fortuny Freixa Gassull Gispert Grau Guàrdia Guasch Janer Jané Juncosa Llopart \
               Llorens Lluch Maragall Martí Mas Masdeu Mestres Miró Molins Montagut Nogués Oliveras Pallarès Panadès \
               Planas Pons Porta Prats Puig Pujol Queralt Ribas Riera Ripoll Roca Rossell Rovira Sabaté Sala Serra \
               Solà Soler Tarragó Torrent Vallès Vendrell Verdaguer Vidal Vila Vilanova Ximenis",
    two_surnames: true,
};

const BASQUE: Names = Names {
    female: "Ainara Ainhoa Aitana Alaitz Amaia Ane Arantxa Begoña Edurne Eider Enara Garazi Idoia Irati Itziar Izaro \
             Izaskun Jone June Leire Maialen Maite Miren Naia Nahia Nekane Nerea Oihane Olatz Uxue Zuriñe",
    male: "Aimar Aitor Ander Andoni Asier Beñat Eneko Gaizka Galder Gorka Haritz Hodei Ibai Iker Imanol Íñigo Jokin Jon \
           Joseba Julen Kepa Koldo Mikel Oier Peio Telmo Unai Unax Xabier Zigor",
    surnames: "Agirre Aldekoa Altuna Amenabar Ansotegi Aranburu Arregi Arrieta Artetxe Azkarate Barandiaran Basterretxea \
               Bengoetxea Echeverría Egaña Elizondo Elorza Eskisabel Etxaniz Etxeberria Gabilondo Galarraga Garmendia \
               Goenaga Goikoetxea Ibarra Ibarguren Iriondo Irureta Izagirre Jauregi Larrañaga Lasa Lekuona Lizarraga \
               Madariaga Mendizabal Mugika Olaizola Otegi Sarasola Uranga Urkiza Urrutia Zabala Zabaleta Zubiaurre \
               Zumalakarregi",
    two_surnames: true,
};

const GALICIAN: Names = Names {
    female: "Antía Aldara Catarina Comba Iria Icía Lúa Maruxa Noa Olalla Rosalía Sabela Tareixa Tegra Uxía Xiana Xoana",
    male: "Anxo Antón Brais Breixo Cibrán Duarte Iago Lois Martiño Mauro Nuno Paio Roi Uxío Xacobe Xaime Xavier Xián \
           Xoán Xosé Xurxo",
    surnames: "Abalo Barreiro Bouzas Cabaleiro Caamaño Carballo Castiñeira Cerqueira Dopico Fandiño Feijoo Ferreiro \
               Figueiras Fraga Freire Lema Loureiro Louzao Mariño Meilán Mosquera Nogueira Outeiriño Otero Paz Pazos \
               Piñeiro Quiroga Rial Saavedra Seoane Sobral Souto Tarrío Trillo Vilar Vilariño",
    two_surnames: true,
};

const LATIN_AMERICAN: Names = Names {
    female: "Abril Alejandra Alondra Antonella Araceli Azucena Brenda Camila Citlali Constanza Dayana Estefanía Fernanda \
             Florencia Gabriela Guadalupe Itzel Ivonne Jacinta Javiera Jazmín Josefina Juliana Karina Lina~María \
             Liliana Luz~Marina María~Fernanda Mariana Maribel Maricela Milagros Nayeli Paola Paulina Rayén Renata \
             Rocío Romina Rosaura Soledad Tamara Valentina Valeria Ximena Yesenia Yuliana Zulema",
    male: "Abelardo Alexis Álvaro Amaru Arnulfo Benjamín Bladimir Braulio Camilo Cuauhtémoc Edgar Efraín Emiliano Facundo \
           Fabián Germán Gildardo Gustavo Hernán Humberto Jairo Jhon~Jairo Joaquín Leonel Lautaro Leonardo Luciano \
           Mauricio Maximiliano Moisés Nahuel Norberto Octavio Omar Osvaldo Patricio Ramón Rigoberto Rodolfo Rogelio \
           Santiago Sixto Thiago Tobías Ulises Wilmer Wilson",
    surnames: "Acevedo Aguirre Alvarado Aravena Arancibia Arango Ávalos Barragán Bedoya Bustamante Bustos Caicedo Cáceres \
               Cifuentes Colque Condori Coronado Curihuinca Donoso Echeverri Escalante Escobar Espinoza Farías Fuenzalida \
               Gaitán Galindo Gallardo Giraldo Godoy Henríquez Huamán Huerta Inostroza Jaramillo Juárez Ledesma Leiva \
               Llanquileo Londoño Lucero Machado Mamani Mejía Millán Montoya Morán Muñiz Murillo Naranjo Nahuelpán \
               Ochoa Olivares Orellana Orozco Ospina Osorio Palma Paredes Pérez Pizarro Ponce Quispe Quiñones Restrepo \
               Riquelme Rojas Roldán Saldívar Sandoval Sepúlveda Solís Sosa Tapia Toro Urzúa Valdés Valdivia Vásquez \
               Velásquez Villalobos Villegas Xicoténcatl Yáñez Zambrano Zapata Zárate Zepeda Zúñiga",
    two_surnames: true,
};

const PORTUGUESE: Names = Names {
    female: "Beatriz Bruna Carlota Conceição Débora Filipa Flávia Graça Helena Inês Joana Leonor Lurdes Mafalda \
             Margarida Mariana Matilde Rafaela Raquel Rita Sílvia Susana Tânia Teresa Vânia Verónica",
    male: "Afonso André António Bernardo Caetano Cristóvão Dinis Duarte Estêvão Fábio Filipe Gonçalo Henrique João Jorge \
           Leandro Luís Martim Nuno Paulo Rodrigo Rui Simão Tiago Tomé Vasco",
    surnames: "Abrantes Almeida Alves Antunes Assunção Azevedo Barbosa Brandão Brito Cardoso Carvalho Conceição Correia \
               Coutinho Cunha Esteves Faria Ferreira Figueiredo Fonseca Freitas Gonçalves Guimarães Leitão Lourenço \
               Magalhães Marques Matos Mendonça Monteiro Moreira Neves Nóbrega Oliveira Paixão Pereira Pinheiro Pinto \
               Queirós Ribeiro Rocha Sá Sampaio Santos Silva Simões Sousa Taveira Teixeira Vasconcelos",
    two_surnames: true,
};

const FRENCH: Names = Names {
    female: "Adèle Agathe Amélie Anaïs Aurélie Bérénice Camille Capucine Cécile Chloé Clémence Élise Éloïse Émilie Gaëlle \
             Héloïse Hélène Inès Jeanne Joséphine Léa Maëlle Manon Marguerite Mélanie Noémie Océane Pénélope Romane \
             Solène Sylvie Yaël Zoé",
    male: "Adrien Aurélien Baptiste Bastien Cédric Clément Côme Émile Étienne François Frédéric Gaël Gaétan Gérard Guénolé \
           Jean-Baptiste Jean-Luc Jérémie Jérôme Kévin Loïc Ludovic Maël Mathéo Maxime Noël Olivier Raphaël Rémi Sébastien \
           Stéphane Théo Timothée Yann",
    surnames: "Amiel Bélanger Berthelot Besson Blanchard Boulanger Bréchet Caron Chauvin Chevallier Coüet Delacroix Delorme \
               Deschamps Dubœuf Dufour Dupré Faure Fontaine Fournier Gauthier Gérin Guérin Hébert Hervé Jacquemin Joubert \
               L'Hermitte Lacroix Lafarge Laîné Le~Gall Lefèvre Legrand Lemaître Mallet Marchand Ménard Moreau Noël \
               Œuvrard Pélissier Perrin Poirier Prévost Quéméneur Renaud Rivière Roussel Tissot Tréguier Vaillant Vigneron",
    two_surnames: false,
};

const GERMAN: Names = Names {
    female: "Anja Annegret Antje Bärbel Birgit Britta Dörte Elke Franziska Frauke Friederike Gesine Greta Hannelore \
             Heike Ilse Jana Jördis Jutta Käthe Katharina Katrin Lieselotte Lotte Maike Marlene Mathilda Rosemarie Sabine \
             Silke Sünje Svenja Ulrike Ursula Wiebke",
    male: "Achim Alexander Anselm Bastian Bernd Björn Christoph Detlef Dieter Dirk Eckhard Florian Friedrich Gerhard \
           Götz Günther Hans-Jürgen Heiko Heinrich Holger Jan Jens Jörg Jürgen Karsten Konrad Lukas Matthias Moritz Niklas \
           Rüdiger Sönke Steffen Thorsten Tobias Uwe Volker Wolfgang",
    surnames: "Albrecht Bäcker Baumgärtner Behrens Böhm Brückner Busch Dörfler Ebert Engelhardt Fährmann Förster Friedrichs \
               Fuchs Geißler Graf Groß Günther Haas Häußler Heß Hoffmann Jäger Jahn Kästner Keller Köhler König Krämer \
               Krause Kühn Lüders Meißner Möller Mühlbauer Nöth Oßwald Pfeiffer Reinhardt Röder Roth Schäfer Schlüter \
               Schmidtke Schönfeld Schröder Schütte Seidel Strauß Süß Thoms Übelacker Vogt Völker Wägner Weiß Wöhrle \
               Zöllner von~der~Heide",
    two_surnames: false,
};

const POLISH: Names = Names {
    female: "Agnieszka Aleksandra Anna Barbara Bożena Danuta Elżbieta Ewa Gabriela Grażyna Halina Iwona Jadwiga Joanna \
             Justyna Katarzyna Kinga Łucja Magdalena Małgorzata Marzena Oliwia Róża Stanisława Świetłana Urszula Weronika \
             Wiesława Zofia Żaneta",
    male: "Andrzej Bartłomiej Błażej Bogdan Bronisław Czesław Dariusz Grzegorz Jacek Jakub Jędrzej Józef Kamil Krzysztof \
           Łukasz Maciej Marek Mateusz Michał Mieczysław Paweł Piotr Przemysław Rafał Sławomir Stanisław Szymon Tomasz \
           Wacław Wojciech Zbigniew Żelisław",
    surnames: "Adamczyk Baran Bąk Błaszczyk Borkowska Cieślak Dąbek Dudek Gałązka Głowacz Górka Grabowiec Jabłoń Jastrząb \
               Kaczmarek Kołodziej Kozieł Król Kwiecień Łapiński Łuczak Mazurek Michalak Nowaczyk Ostrowicz Pająk \
               Pawlak Pietrzak Rogacz Sikora Skowronek Słowik Stępień Szczepaniak Ślusarz Świątek Tkacz Walczak Wąsik \
               Wieczorek Wilk Wójcik Wróbel Zając Ziółko Żak Żurek",
    two_surnames: false,
};

const GREEK: Names = Names {
    female: "Αθηνά Βασιλική Δέσποινα Ειρήνη Ελένη Ευαγγελία Ζωή Θεοδώρα Ιωάννα Κωνσταντίνα Μαρία Σοφία Χρυσούλα",
    male: "Αλέξανδρος Ανδρέας Βασίλης Γιώργος Δημήτρης Εμμανουήλ Θανάσης Ιωάννης Κώστας Μιχάλης Νίκος Παναγιώτης Σπύρος",
    surnames: "Αγγελάκης Βλάχου Γεωργίου Δημητρίου Ζαχαρίου Θεοδώρου Ιωάννου Καραγιάννη Κουρής Λάμπρου Μακρή \
               Νικολαΐδης Οικονόμου Παππάς Ράλλης Σταύρου Τσάκος Φωτίου Χατζής",
    two_surnames: false,
};

const NORDIC: Names = Names {
    female: "Åsa Astrid Birgitta Bjørg Elín Freja Guðrún Hafdís Ingrid Jóhanna Käthe Kerttu Linnéa Märta Mette Päivi \
             Ragnhild Sigríður Siv Solveig Thórdís Tuulikki Ylva Øydis",
    male: "Åke Anders Asbjørn Bjørn Einar Eiríkur Gunnar Håkon Ísak Jørgen Jukka Kåre Lasse Mårten Mikkel Oddvar Olaf \
           Örjan Pär Rasmus Sigurður Søren Tapio Þorsteinn Torbjörn Ville Väinö",
    surnames: "Aaltonen Ångström Andersdotter Bergström Bjørnstad Dahlgård Eriksson Fjeld Gustafsson Häkkinen Halvorsen \
               Hämäläinen Hjelmås Jónsdóttir Jørgensen Kjærgaard Koskinen Lindqvist Lövgren Mäkelä Møller Nyström Ødegård \
               Öberg Rødland Sandström Skovgaard Sørensen Stefánsson Sæther Tønnesen Virtanen Wikström",
    two_surnames: false,
};

const ITALIAN: Names = Names {
    female: "Allegra Beatrice Chiara Domenica Federica Francesca Ginevra Giulia Ilaria Letizia Ludovica Martina Nicoletta \
             Ornella Rosanna Serena Simonetta Viola",
    male: "Alessio Cosimo Damiano Edoardo Enzo Fabrizio Filippo Giacomo Gianluca Leonardo Luca Massimo Nicolò Pasquale \
           Pietro Riccardo Tommaso Vittorio",
    surnames: "Barbieri Bellini Bianchi Cattaneo Colombo Conti Dall'Asta D'Angelo De~Luca Esposito Fabbri Ferrari Galli \
               Giordano Lombardi Mancini Marchetti Pellegrini Rinaldi Ruggeri Sartori Testa Vitale Zanetti",
    two_surnames: false,
};

const MAGHREB: Names = Names {
    female: "Aïcha Amina Dounia Fatiha Ghizlane Hafsa Imane Karima Laïla Malika Naïma Rachida Salma Yasmina Zineb",
    male: "Abdelkader Ahmed Bilal Driss Farid Hassan Hicham Jamal Karim Khalid Mourad Nabil Omar Rachid Saïd Youssef",
    surnames: "Aït~Lahcen Alaoui Amrani Benali Benhaddou Benjelloun Bouazza Chakir El~Fassi El~Idrissi Haddad Kabbaj \
               Lahlou Mansouri Naciri Ouahbi Rahmani Saïdi Tazi Ziani",
    two_surnames: false,
};

const CHINESE: Names = Names {
    female: "Fang Hui Jiayi Jing Lan Lihua Meiling Na Qian Ruolan Shuang Ting Wenjing Xiaoyan Xiuying Ya'an Yǔ Zhenzhen",
    male: "Bo Chao Dawei Feng Guoqiang Haoran Jianjun Jun Kai Lei Ming Peng Qiang Tao Weiguo Xi'an Yang Zihao",
    surnames: "Cáo Chen Deng Feng Gao Guo Han He Huang Jiang Li Liang Lin Liu Lǚ Ma Ouyang Pan Sun Tang Wang Wei Wu Xiao \
               Xu Yang Ye Yuan Zhang Zhao Zheng Zhou Zhu",
    two_surnames: false,
};

/// A name as it stands on screen.
pub(super) fn spelled(name: &str) -> String {
    name.replace('~', " ")
}

/// A name as it stands in a sign-in name: small ASCII letters only.
pub(super) fn ascii(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for letter in cupo_app::text::fold(name).chars() {
        match letter {
            'a'..='z' | '0'..='9' => plain.push(letter),
            other => plain.push_str(latin(other)),
        }
    }
    plain
}

/// Letters that are no accented Latin ones, as a person would type them.
fn latin(letter: char) -> &'static str {
    match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'α' => "a",
        'β' => "v",
        'γ' => "g",
        'δ' => "d",
        'ε' => "e",
        'ζ' => "z",
        'η' | 'ι' => "i",
        'θ' => "th",
        'κ' => "k",
        'λ' => "l",
        'μ' => "m",
        'ν' => "n",
        'ξ' => "x",
        'ο' | 'ω' => "o",
        'π' => "p",
        'ρ' => "r",
        'σ' | 'ς' => "s",
        'τ' => "t",
        'υ' => "y",
        'φ' => "f",
        'χ' => "ch",
        'ψ' => "ps",
        _ => "",
    }
}
