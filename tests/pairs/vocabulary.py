"""Words of six languages for invented news about clusters. The lists of one kind are parallel: the word at a place of
one is the translation of the word at that place of another; so one plan can be told in any two of them.
"""

NOUNS = {
    "en": """
        looms dyes ferries harbours orchards sensors mushrooms cranes turbines pallets bakeries kilns drones vineyards
        laboratories foundries batteries greenhouses sawmills fabrics recipes pipelines satellites bridges archives
        machines apprentices robots fishermen welders beekeepers engineers students farmers shipyards breweries quarries
        textiles magnets mirrors""",
    "de": """
        Webstühle Farben Fähren Häfen Obstgärten Sensoren Pilze Kräne Turbinen Paletten Bäckereien Brennöfen Drohnen
        Weinberge Labore Gießereien Batterien Gewächshäuser Sägewerke Stoffe Rezepte Leitungen Satelliten Brücken
        Archive Maschinen Lehrlinge Roboter Fischer Schweißer Imker Ingenieure Studierende Bauern Werften Brauereien
        Steinbrüche Textilien Magnete Spiegel""",
    "fr": """
        métiers teintures ferries ports vergers capteurs champignons grues turbines palettes boulangeries fours drones
        vignobles laboratoires fonderies batteries serres scieries tissus recettes conduites satellites ponts archives
        machines apprentis robots pêcheurs soudeurs apiculteurs ingénieurs étudiants agriculteurs chantiers brasseries
        carrières textiles aimants miroirs""",
    "es": """
        telares tintes transbordadores puertos huertos sensores setas grúas turbinas palés panaderías hornos drones
        viñedos laboratorios fundiciones baterías invernaderos aserraderos tejidos recetas tuberías satélites puentes
        archivos máquinas aprendices robots pescadores soldadores apicultores ingenieros estudiantes agricultores
        astilleros cervecerías canteras textiles imanes espejos""",
    "ca": """
        telers tints transbordadors ports horts sensors bolets grues turbines palets fleques forns drons vinyes
        laboratoris foses bateries hivernacles serradores teixits receptes canonades satèl·lits ponts arxius màquines
        aprenents robots pescadors soldadors apicultors enginyers estudiants pagesos drassanes cerveseries pedreres
        tèxtils imants miralls""",
    "it": """
        telai tinture traghetti porti frutteti sensori funghi gru turbine bancali panetterie forni droni vigneti
        laboratori fonderie batterie serre segherie tessuti ricette condotte satelliti ponti archivi macchine
        apprendisti robot pescatori saldatori apicoltori ingegneri studenti agricoltori cantieri birrerie cave tessili
        magneti specchi""",
}
VERBS = {
    "en": "test share repair build sell study map replace finance measure clean design rent connect recycle exhibit",
    "de": """prüfen teilen reparieren bauen verkaufen untersuchen kartieren ersetzen finanzieren messen reinigen
        entwerfen mieten verbinden verwerten zeigen""",
    "fr": """testent partagent réparent construisent vendent étudient cartographient remplacent financent mesurent
        nettoient dessinent louent relient recyclent exposent""",
    "es": """prueban comparten reparan construyen venden estudian cartografían sustituyen financian miden limpian
        diseñan alquilan conectan reciclan exponen""",
    "ca": """proven comparteixen reparen construeixen venen estudien cartografien substitueixen financen mesuren netegen
        dissenyen lloguen connecten reciclen exposen""",
    "it": """provano condividono riparano costruiscono vendono studiano mappano sostituiscono finanziano misurano
        puliscono progettano affittano collegano riciclano espongono""",
}
# {who}, {what} and {with} are nouns, {does} and {also} verbs; {place}, {other_place} and {name} belong to the story.
PATTERNS = {
    "en": """
        In {place}, {who} and {with} {does} {what} at a price that smaller firms can pay.
        "Our {who} {does} {what} now, and next winter they {also} {with} too," says {name}.
        About {n} {who} from {other_place} {does} {what}, while others still {also} {with}.
        Since {date}, {who} of the cluster {does} {what} together with {with} from {place}.
        Nobody in {other_place} thought that {who} could ever {does} {what} or {also} {with} in so short a time.
        The organisation behind it wants {who} to {does} {what} and has {n} members.
        {name} explains why {who} {does} {what} before {with} are even ordered.
        Visitors from {place} saw how {who} {does} {what}, {also} {with} and do the accounts on one screen.
        That costs {n} euro a year, which {who} and {with} {does} in three parts.
        It began when {name} asked whether {who} might {does} {what} instead of {with}.""",
    "de": """
        In {place} {does} {who} und {with} seit kurzem {what}, zu einem Preis für kleine Firmen.
        „Unsere {who} {does} jetzt {what}, und nächsten Winter {also} sie auch {with}“, sagt {name}.
        Rund {n} {who} aus {other_place} {does} {what}, andere {also} noch {with}.
        Seit dem {date} {does} {who} des Clusters {what} gemeinsam mit {with} aus {place}.
        Niemand in {other_place} dachte, dass {who} je {what} {does} oder in so kurzer Zeit {with} {also}.
        Die Organisation dahinter will, dass {who} {what} {does}, und hat {n} Mitglieder.
        {name} erklärt, warum {who} {what} {does}, bevor {with} überhaupt bestellt sind.
        Gäste aus {place} sahen, wie {who} {what} {does}, {with} {also} und die Bücher an einem Schirm führen.
        Das kostet {n} Euro im Jahr, die {who} und {with} in drei Teilen {does}.
        Es begann, als {name} fragte, ob {who} nicht {what} {does} könnten statt {with}.""",
    "fr": """
        À {place}, {who} et {with} {does} des {what} à un prix que les petites entreprises peuvent payer.
        « Nos {who} {does} des {what} et, l'hiver prochain, elles {also} aussi des {with} », dit {name}.
        Environ {n} {who} de {other_place} {does} des {what}, alors que d'autres {also} encore des {with}.
        Depuis le {date}, les {who} du cluster {does} des {what} avec des {with} de {place}.
        Personne à {other_place} ne croyait que les {who} {does} des {what} ou {also} des {with} en si peu de temps.
        L'organisation qui porte le projet veut que les {who} {does} des {what} et compte {n} membres.
        {name} explique pourquoi les {who} {does} des {what} avant même que les {with} soient commandés.
        Des visiteurs de {place} ont vu comment les {who} {does} des {what}, {also} des {with} et tiennent les comptes.
        Cela coûte {n} euros par an, que les {who} et les {with} {does} en trois parts.
        Tout a commencé quand {name} a demandé si les {who} {does} des {what} au lieu de {with}.""",
    "es": """
        En {place}, {who} y {with} {does} {what} a un precio que las empresas pequeñas pueden pagar.
        «Nuestros {who} {does} {what} y el próximo invierno {also} también {with}», dice {name}.
        Unos {n} {who} de {other_place} {does} {what}, mientras otros {also} todavía {with}.
        Desde el {date}, los {who} del clúster {does} {what} junto con {with} de {place}.
        Nadie en {other_place} pensaba que los {who} {does} {what} o {also} {with} en tan poco tiempo.
        La organización que lo impulsa quiere que los {who} {does} {what} y tiene {n} miembros.
        {name} explica por qué los {who} {does} {what} antes de que se pidan los {with}.
        Visitantes de {place} vieron cómo los {who} {does} {what}, {also} {with} y llevan las cuentas en una pantalla.
        Eso cuesta {n} euros al año, que los {who} y los {with} {does} en tres partes.
        Todo empezó cuando {name} preguntó si los {who} {does} {what} en lugar de {with}.""",
    "ca": """
        A {place}, {who} i {with} {does} {what} a un preu que les empreses petites poden pagar.
        «Els nostres {who} {does} {what} i l'hivern vinent {also} també {with}», diu {name}.
        Uns {n} {who} de {other_place} {does} {what}, mentre que d'altres {also} encara {with}.
        Des del {date}, els {who} del clúster {does} {what} juntament amb {with} de {place}.
        Ningú a {other_place} no es pensava que els {who} {does} {what} o {also} {with} en tan poc temps.
        L'organització que ho impulsa vol que els {who} {does} {what} i té {n} membres.
        {name} explica per què els {who} {does} {what} abans que s'encarreguin els {with}.
        Visitants de {place} van veure com els {who} {does} {what}, {also} {with} i porten els comptes en una pantalla.
        Això costa {n} euros l'any, que els {who} i els {with} {does} en tres parts.
        Tot va començar quan {name} va preguntar si els {who} {does} {what} en lloc de {with}.""",
    "it": """
        A {place}, {who} e {with} {does} {what} a un prezzo che le piccole imprese possono pagare.
        «I nostri {who} {does} {what} e il prossimo inverno {also} anche {with}», dice {name}.
        Circa {n} {who} di {other_place} {does} {what}, mentre altri {also} ancora {with}.
        Dal {date} i {who} del cluster {does} {what} insieme a {with} di {place}.
        Nessuno a {other_place} pensava che i {who} {does} {what} o {also} {with} in così poco tempo.
        L'organizzazione che lo promuove vuole che i {who} {does} {what} e conta {n} membri.
        {name} spiega perché i {who} {does} {what} prima ancora che si ordinino i {with}.
        Visitatori di {place} hanno visto come i {who} {does} {what}, {also} {with} e tengono i conti su uno schermo.
        Questo costa {n} euro all'anno, che i {who} e i {with} {does} in tre parti.
        Tutto iniziò quando {name} chiese se i {who} {does} {what} invece di {with}.""",
}
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ca": "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
}
