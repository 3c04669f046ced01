"""The words of the invented bulletin: names, themes, acronyms and sentences in the French of a Caf.

Everything is made up. ``{a_commune}`` stands for « à Antony », ``{de_commune}`` for « d’Antony »;
``{nombre}``, ``{annee}`` and ``{sigle}`` are drawn for each sentence.
"""

from __future__ import annotations

from types import MappingProxyType

RUBRIQUES = MappingProxyType(
    {
        "signature": "Signatures",
        "inauguration": "Inaugurations",
        "evenement": "Événements",
        "actualite": "Actualités",
        "edito": "Éditos",
        "dossier": "Dossiers",
    }
)
"""The types of posts and the titles of their lists; the address of a list is the type and an « s »."""
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

THEMES = MappingProxyType(
    {
        "petite-enfance": "Petite enfance",
        "jeunesse": "Enfance et jeunesse",
        "parentalite": "Parentalité",
        "vie-sociale": "Animation de la vie sociale",
        "acces-aux-droits": "Accès aux droits",
        "logement": "Logement",
    }
)
SIGLES = MappingProxyType(
    {
        "ALSH": "accueil de loisirs sans hébergement",
        "CDAJE": "commission départementale de l’accueil des jeunes enfants",
        "CEJ": "contrat enfance jeunesse",
        "CTG": "convention territoriale globale",
        "EAJE": "établissement d’accueil du jeune enfant",
        "LAEP": "lieu d’accueil enfants-parents",
        "PMI": "protection maternelle et infantile",
        "PSU": "prestation de service unique",
        "RAM": "relais assistants maternels",
        "RPE": "relais petite enfance",
        "SDSF": "schéma départemental des services aux familles",
    }
)
MASCULINE = ("CEJ", "LAEP", "RAM", "RPE", "SDSF")
"""The acronyms that may follow « le » in a sentence."""

FIRST_NAMES = (
    "Anne",
    "Bernard",
    "Catherine",
    "Didier",
    "Élise",
    "François",
    "Geneviève",
    "Hélène",
    "Isabelle",
    "Jean-Luc",
    "Karim",
    "Laurence",
    "Mariam",
    "Nicolas",
    "Odile",
    "Philippe",
    "Rachida",
    "Sylvie",
    "Thierry",
    "Yvette",
)
LAST_NAMES = (
    "Aubert",
    "Benali",
    "Carlier",
    "Delmas",
    "Estève",
    "Fontaine",
    "Garnier",
    "Hamel",
    "Imbert",
    "Jacquet",
    "Kermarrec",
    "Lemoine",
    "Mercier",
    "Nguyen",
    "Ollivier",
    "Poirier",
    "Quéméner",
    "Rousseau",
    "Sabatier",
    "Tessier",
    "Vasseur",
    "Weber",
)
OFFICES = (
    "maire",
    "adjointe au maire chargée de la petite enfance",
    "adjoint au maire chargé de la jeunesse",
    "conseillère départementale",
    "président du conseil d’administration de la Caf",
    "directrice de la Caf",
    "présidente de la commission d’action sociale de la Caf",
    "directeur général des services de la Ville",
)

STRUCTURE_NATURES = ("crèche", "micro-crèche", "multi-accueil", "centre social", "accueil de loisirs")
STRUCTURE_HEADS = (
    "Les Lucioles",
    "Les Moussaillons",
    "Les Petits Pas",
    "La Ribambelle",
    "Pomme de reinette",
    "Le Jardin des mots",
    "Les Colibris",
    "La Courte Échelle",
    "Les Funambules",
    "Le Manège",
    "Les Sansonnets",
    "La Cabane",
    "Les Marelles",
    "Le Nid",
    "Les Quatre Vents",
    "La Farandole",
    "Les Hirondelles",
    "Le Petit Prince",
    "Les Balancelles",
    "La Girouette",
    "Les Écureuils",
    "Le Tournesol",
    "Les Coccinelles",
    "La Passerelle",
    "Les Myosotis",
)
STRUCTURE_TAILS = (
    "du parc",
    "de la gare",
    "des Tilleuls",
    "du marché",
    "de l’écluse",
    "des Vignes",
    "du moulin",
    "de la mairie",
    "des Glycines",
    "du canal",
    "de la fontaine",
    "des Coteaux",
    "du verger",
    "de la halle",
    "des Peupliers",
    "du belvédère",
    "de la roseraie",
    "des Sources",
    "du vallon",
    "de la place neuve",
    "des Ormes",
    "du faubourg",
    "de la source",
    "des Charmes",
    "du viaduc",
)
STREETS = (
    "rue de Strasbourg",
    "avenue de la République",
    "place du Général-Leclerc",
    "rue des Écoles",
    "boulevard Voltaire",
    "rue Jean-Jaurès",
    "allée des Marronniers",
    "rue Pasteur",
    "quai de la Gare",
    "rue Victor-Hugo",
)
ACCUEILS = ("régulier", "occasionnel", "urgence", "périscolaire", "familial")
ORGANISERS = (
    "Le rendez-vous des parents",
    "Maison des familles",
    "Réseau d’écoute des parents",
    "Centre social municipal",
    "Association Grandir ensemble",
    "Relais petite enfance",
)
EVENTS = (
    "Forum de la famille et de la parentalité",
    "Rencontre des assistants maternels",
    "Journée des droits de l’enfant",
    "Café des parents",
    "Semaine de la petite enfance",
    "Conférence sur les écrans",
    "Ateliers du mercredi",
    "Portes ouvertes des accueils de loisirs",
)
SESSION_THEMES = (
    "Poser des limites sans crier",
    "Le sommeil du jeune enfant",
    "Lire des histoires à voix haute",
    "L’entrée en sixième",
    "Concilier emploi et vie de famille",
    "La vie en famille, un long fleuve tranquille",
)
PUBLICS = ("parents", "professionnels", "familles de la commune", "assistants maternels")
AXES = (
    "Petite enfance",
    "Jeunesse",
    "Parentalité",
    "Animation de la vie sociale",
    "Accès aux droits",
    "Logement et cadre de vie",
    "Handicap et inclusion",
)
ENGAGEMENTS = (
    "Ouvrir {nombre} places d’accueil du jeune enfant",
    "Maintenir l’amplitude des accueils de loisirs",
    "Créer un lieu d’accueil enfants-parents",
    "Former les équipes à l’accueil d’enfants en situation de handicap",
    "Tenir une permanence d’accès aux droits chaque semaine",
)

OPENINGS = (
    "La Caf et la Ville {de_commune} ont fait le point sur les services aux familles de la commune.",
    "Les familles {de_commune} l’attendaient : le projet est entré dans sa phase concrète.",
    "Élus, professionnels et habitants se sont retrouvés {a_commune} autour d’un même constat.",
    "Trois années de travail commun ont abouti {a_commune}, avec l’appui de la Caf.",
    "Que propose-t-on aux parents {a_commune} ? La Caf et ses partenaires ont répondu ensemble.",
    "Un diagnostic partagé avait montré les besoins ; la réponse a pris forme {a_commune}.",
)
SENTENCES = (
    "Le diagnostic a recensé {nombre} enfants de moins de trois ans, dont un sur deux sans mode d’accueil.",
    "La Ville assure l’animation du réseau ; la Caf finance une partie du fonctionnement.",
    "Les horaires ont été élargis pour les parents qui travaillent tôt le matin ou tard le soir.",
    "Depuis {annee}, la fréquentation a progressé de façon régulière, sans que l’accueil en souffre.",
    "L’équipe compte {nombre} professionnels, dont une éducatrice de jeunes enfants et une infirmière.",
    "Les tarifs suivent le barème national : ils dépendent des ressources et du nombre d’enfants à charge.",
    "Un comité de pilotage se réunit deux fois par an pour suivre les engagements et corriger le tir.",
    "Les assistants maternels y trouvent un lieu de rencontre, des formations et un accès à l’information.",
    "Le {sigle} reste l’outil principal : il fixe des objectifs, un calendrier et des moyens.",
    "Le financement associe la Caf, la Ville et le Département, chacun selon ses compétences.",
    "Des ateliers réunissent chaque mois une quinzaine de parents autour d’une psychologue.",
    "La coordination entre le {sigle} et les écoles évite les ruptures au moment de l’entrée en maternelle.",
    "Près de {nombre} familles ont été reçues en {annee}, pour moitié des familles monoparentales.",
    "Les travaux ont duré dix-huit mois ; ils ont porté sur l’isolation, les sanitaires et l’accessibilité.",
    "Un questionnaire remis aux parents a confirmé leur souhait d’un accueil souple pendant les vacances.",
    "La commission a retenu trois priorités : l’accueil d’urgence, l’inclusion et le soutien aux parents.",
    "Les jeunes ont participé au choix des activités et à la décoration des salles.",
    "Le centre communal d’action sociale oriente vers la permanence ceux qui peinent avec leurs démarches.",
    "Les places ouvertes le mercredi bénéficient d’un bonus qui réduit le reste à charge de la commune.",
    "À terme, {nombre} places nouvelles sont prévues dans les quartiers qui en manquent le plus.",
    "Le bilan du précédent contrat a montré un taux d’occupation supérieur à la moyenne du département.",
    "Une référente accompagne les porteurs de projet, du premier rendez-vous à l’ouverture.",
    "Les partenaires se réuniront au printemps pour examiner les premiers résultats.",
    "Une attention particulière est portée aux familles qui n’ont jamais poussé la porte d’un service.",
    "Le projet s’inscrit dans le schéma départemental, que le {sigle} décline à l’échelle de la commune.",
    "Les associations locales tiennent un stand au marché pour faire connaître ce qui existe.",
    "Le {sigle} a été présenté au conseil municipal, qui l’a adopté à l’unanimité en {annee}.",
    "L’évaluation sera publique ; elle dira ce qui a été fait, ce qui ne l’a pas été, et pourquoi.",
    "La salle polyvalente sert aussi aux conseils de quartier et aux repas partagés.",
    "Chaque structure rédige un projet d’accueil, relu tous les quatre ans avec la PMI.",
)
STRONG = (
    "**Un point d’étape est prévu avant l’été.**",
    "**L’inscription reste gratuite** pour toutes les familles de la commune.",
    "Le maître mot, selon les équipes : *continuité*, de la naissance à l’adolescence.",
    "**Aucune place n’a été fermée** pendant les travaux, grâce à des locaux provisoires.",
)
HEADINGS = (
    "Ce qui change pour les familles",
    "Les moyens engagés",
    "Une méthode partagée",
    "Les prochaines étapes",
    "Ce que disent les chiffres",
    "Un réseau de partenaires",
    "L’accueil des plus jeunes",
    "Du côté des professionnels",
)
ITEMS = (
    "un accueil de sept heures trente à dix-neuf heures ;",
    "une place réservée aux situations d’urgence ;",
    "des repas préparés sur place, avec des produits de saison ;",
    "un espace ouvert sur le jardin, pour les tout-petits ;",
    "des permanences sans rendez-vous, le mardi et le jeudi ;",
    "une ludothèque ouverte à tous le samedi matin ;",
    "un accompagnement des enfants en situation de handicap ;",
)
TABLE_ROWS = (
    "Accueil régulier",
    "Accueil occasionnel",
    "Accueil de loisirs",
    "Relais petite enfance",
    "Soutien à la parentalité",
    "Centre social",
    "Séjours d’été",
)
QUOTES = (
    "Nous voulions un lieu où l’on entre sans avoir rien à demander.",
    "Ce contrat nous oblige, et c’est très bien ainsi.",
    "Les parents sont nos premiers partenaires.",
    "Il fallait aller vers les familles, non les attendre.",
)
NOTES = (
    "Chiffres du rapport annuel, arrêtés au 31 décembre.",
    "Selon l’enquête menée auprès des familles allocataires.",
    "Hors places financées par les employeurs.",
    "Montant prévisionnel, susceptible d’être revu.",
)
LINK_TEXTS = (
    "Un article précédent en exposait les raisons",
    "Le même sujet avait été traité ici",
    "On relira le compte rendu de l’étape précédente",
    "La commune voisine a suivi le même chemin",
)
