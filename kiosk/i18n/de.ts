<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="pl_PL">
<context>
    <name>ActionRow</name>
    <message>
        <source>Wstecz</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Zakończ</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Dalej</source>
        <translation>Weiter</translation>
    </message>
</context>
<context>
    <name>AsidePages</name>
    <message>
        <source>Przywróć</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Usunięta strona kartki %1</source>
        <translation>Entfernte Seite von Blatt %1</translation>
    </message>
    <message>
        <source>Pusta strona kartki %1</source>
        <translation>Leere Seite von Blatt %1</translation>
    </message>
    <message>
        <source>Wcześniejsze</source>
        <translation>Frühere</translation>
    </message>
    <message>
        <source>Dalsze</source>
        <translation>Weitere</translation>
    </message>
</context>
<context>
    <name>AttractScreen</name>
    <message>
        <source>Ekran powitalny</source>
        <translation>Startbildschirm</translation>
    </message>
    <message>
        <source>Masz pismo
do urzędu?
Złóż je tutaj.</source>
        <translation>Ein Schreiben
fürs Amt? Hier
abgeben.</translation>
    </message>
    <message>
        <source>Bezpłatnie i bez konta.
Z potwierdzeniem na papierze.</source>
        <translation>Kostenlos und ohne Konto.
Mit Quittung auf Papier.</translation>
    </message>
    <message>
        <source>Dotknij, aby zacząć</source>
        <translation>Zum Starten berühren</translation>
    </message>
</context>
<context>
    <name>CardScreen</name>
    <message>
        <source>Włóż kartę do czytnika</source>
        <translation>Karte in den Leser stecken</translation>
    </message>
    <message>
        <source>Czytnik jest pod ekranem, po prawej.</source>
        <translation>Der Leser ist unter dem Bildschirm, rechts.</translation>
    </message>
    <message>
        <source>Wpisz PIN</source>
        <translation>PIN eingeben</translation>
    </message>
    <message>
        <source>Czytnik kart teraz nie działa.</source>
        <translation>Der Kartenleser geht gerade nicht.</translation>
    </message>
    <message>
        <source>Karta jest w czytniku</source>
        <translation>Die Karte steckt im Leser</translation>
    </message>
    <message>
        <source>Czekam na kartę</source>
        <translation>Ich warte auf die Karte</translation>
    </message>
    <message>
        <source>Złóż pismo bez karty</source>
        <translation>Ohne Karte abgeben</translation>
    </message>
    <message>
        <source>Karta wchodzi do czytnika chipem do przodu.</source>
        <translation>Die Karte kommt mit dem Chip voran in den Leser.</translation>
    </message>
</context>
<context>
    <name>ChangeRow</name>
    <message>
        <source>Zmień</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Dodaj</source>
        <translation>Angeben</translation>
    </message>
</context>
<context>
    <name>ComfortBar</name>
    <message>
        <source>Tekst</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Kontrast</source>
        <translation>Kontrast</translation>
    </message>
    <message>
        <source>Niżej</source>
        <translation>Tiefer</translation>
    </message>
    <message>
        <source>Czytaj</source>
        <translation>Vorlesen</translation>
    </message>
    <message>
        <source>Pomoc</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Język: %1</source>
        <translation>Sprache: %1</translation>
    </message>
    <message>
        <source>Wielkość tekstu</source>
        <translation>Textgröße</translation>
    </message>
    <message>
        <source>Duży kontrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>Przyciski niżej</source>
        <translation>Tasten weiter unten</translation>
    </message>
    <message>
        <source>Czytaj na głos</source>
        <translation>Laut vorlesen</translation>
    </message>
    <message>
        <source>Wygoda</source>
        <translation>Bedienhilfen</translation>
    </message>
</context>
<context>
    <name>DeletePageOverlay</name>
    <message>
        <source>Usunąć tę stronę?</source>
        <translation>Diese Seite entfernen?</translation>
    </message>
    <message>
        <source>Urząd jej nie dostanie. Możesz ją potem przywrócić.</source>
        <translation>Das Amt bekommt sie nicht. Sie können sie später zurückholen.</translation>
    </message>
    <message>
        <source>Zostaw stronę</source>
        <translation>Seite behalten</translation>
    </message>
    <message>
        <source>Usuń</source>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>DetailsScreen</name>
    <message>
        <source>Sprawdź żółte słowa</source>
        <translation>Gelbe Wörter prüfen</translation>
    </message>
    <message>
        <source>Sprawdź dane</source>
        <translation>Angaben prüfen</translation>
    </message>
    <message numerus="yes">
        <source>Nie jesteśmy ich pewni. Zostały %n.</source>
        <translation>
            <numerusform>Wir sind nicht sicher. Noch %n.</numerusform>
            <numerusform>Wir sind nicht sicher. Noch %n.</numerusform>
        </translation>
    </message>
    <message>
        <source>Tak zapiszę Twoje pismo.</source>
        <translation>So erfasse ich Ihr Schreiben.</translation>
    </message>
    <message>
        <source>Dalej</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Sprawdź: %1</source>
        <translation>Prüfen: %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>DigitKeys</name>
    <message>
        <source>Usuń ostatnią cyfrę</source>
        <translation>Letzte Ziffer löschen</translation>
    </message>
</context>
<context>
    <name>DoubtfulField</name>
    <message>
        <source>W piśmie:</source>
        <translation>Im Schreiben:</translation>
    </message>
    <message>
        <source>Wycinek z Twojego pisma: %1</source>
        <translation>Ausschnitt aus Ihrem Schreiben: %1</translation>
    </message>
    <message>
        <source>Wstaw: %1</source>
        <translation>Einsetzen: %1</translation>
    </message>
    <message>
        <source>Zostaw puste</source>
        <translation>Leer lassen</translation>
    </message>
    <message>
        <source>Zostaw: %1</source>
        <translation>Behalten: %1</translation>
    </message>
</context>
<context>
    <name>FeederScreen</name>
    <message>
        <source>Tekstem
do szyby</source>
        <translation>Text
zum Glas</translation>
    </message>
    <message>
        <source>Zamknij
pokrywę</source>
        <translation>Deckel
schließen</translation>
    </message>
    <message>
        <source>Jedna strona
na raz</source>
        <translation>Immer nur
eine Seite</translation>
    </message>
    <message>
        <source>Tekstem
do siebie</source>
        <translation>Text
zu Ihnen</translation>
    </message>
    <message>
        <source>Bez zszywek
i spinaczy</source>
        <translation>Ohne
Klammern</translation>
    </message>
    <message numerus="yes">
        <source>Najwyżej
%n kartek</source>
        <translation>
            <numerusform>Höchstens
%n Blatt</numerusform>
            <numerusform>Höchstens
%n Blatt</numerusform>
        </translation>
    </message>
    <message>
        <source>Połóż kartkę na szybie</source>
        <translation>Blatt auf das Glas legen</translation>
    </message>
    <message>
        <source>Włóż kartki do podajnika</source>
        <translation>Blätter in den Einzug legen</translation>
    </message>
    <message>
        <source>Szyba jest pod pokrywą skanera.</source>
        <translation>Das Glas ist unter dem Deckel des Scanners.</translation>
    </message>
    <message>
        <source>Podajnik jest pod ekranem.</source>
        <translation>Der Einzug ist unter dem Bildschirm.</translation>
    </message>
    <message>
        <source>Skanuj stronę</source>
        <translation>Seite scannen</translation>
    </message>
    <message>
        <source>Skanuj kartki</source>
        <translation>Blätter scannen</translation>
    </message>
    <message>
        <source>Kartka leży na szybie tekstem w dół.</source>
        <translation>Das Blatt liegt mit dem Text nach unten auf dem Glas.</translation>
    </message>
    <message>
        <source>Kartki wchodzą z góry do podajnika, tekstem do Ciebie.</source>
        <translation>Die Blätter kommen von oben in den Einzug, Text zu Ihnen.</translation>
    </message>
    <message>
        <source>Skaner teraz nie działa. Zawołaj pracownika.</source>
        <translation>Der Scanner geht gerade nicht. Rufen Sie Personal.</translation>
    </message>
    <message>
        <source>Czekam na kartki</source>
        <translation>Ich warte auf die Blätter</translation>
    </message>
    <message>
        <source>Kartki są w podajniku</source>
        <translation>Die Blätter sind im Einzug</translation>
    </message>
    <message>
        <source>Użyj podajnika: luźne kartki</source>
        <translation>Einzug nehmen: lose Blätter</translation>
    </message>
    <message>
        <source>Użyj szyby: książeczka, zniszczona kartka</source>
        <translation>Glas nehmen: Heft, beschädigtes Blatt</translation>
    </message>
</context>
<context>
    <name>FieldEditor</name>
    <message>
        <source>Inny adresat</source>
        <translation>Anderer Empfänger</translation>
    </message>
    <message>
        <source>Załącznik %1</source>
        <translation>Anlage %1</translation>
    </message>
    <message>
        <source>Skreśl</source>
        <translation>Streichen</translation>
    </message>
    <message>
        <source>Skreśl załącznik %1</source>
        <translation>Anlage %1 streichen</translation>
    </message>
    <message>
        <source>Dopisz załącznik</source>
        <translation>Anlage hinzufügen</translation>
    </message>
    <message>
        <source>Nie zmieniaj</source>
        <translation>Nicht ändern</translation>
    </message>
    <message>
        <source>Zapisz</source>
        <translation>Speichern</translation>
    </message>
</context>
<context>
    <name>FieldWords</name>
    <message>
        <source>Kto pisze</source>
        <translation>Wer schreibt</translation>
    </message>
    <message>
        <source>Adres do odpowiedzi</source>
        <translation>Adresse für die Antwort</translation>
    </message>
    <message>
        <source>Do kogo</source>
        <translation>An wen</translation>
    </message>
    <message>
        <source>W sprawie</source>
        <translation>Worum es geht</translation>
    </message>
    <message>
        <source>Znak sprawy</source>
        <translation>Aktenzeichen</translation>
    </message>
    <message>
        <source>Data na piśmie</source>
        <translation>Datum im Schreiben</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Telefon</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>Załączniki</source>
        <translation>Anlagen</translation>
    </message>
    <message>
        <source>Imię i nazwisko albo nazwa firmy.</source>
        <translation>Vorname und Name oder Name der Firma.</translation>
    </message>
    <message>
        <source>Ulica i numer, kod, miejscowość.</source>
        <translation>Straße und Nummer, Postleitzahl, Ort.</translation>
    </message>
    <message>
        <source>Wybierz z listy albo wpisz.</source>
        <translation>Wählen Sie aus oder schreiben Sie selbst.</translation>
    </message>
    <message>
        <source>Jedno zdanie: o co chodzi.</source>
        <translation>Ein Satz: worum es geht.</translation>
    </message>
    <message>
        <source>Jest na piśmie z urzędu. Nie masz go? Zostaw puste.</source>
        <translation>Es steht im Schreiben vom Amt. Sie haben keins? Lassen Sie es leer.</translation>
    </message>
    <message>
        <source>Przykład: 9.04.2026</source>
        <translation>Beispiel: 9.04.2026</translation>
    </message>
    <message>
        <source>Nie musisz go podawać.</source>
        <translation>Das ist freiwillig.</translation>
    </message>
    <message>
        <source>Co jest dołączone do pisma.</source>
        <translation>Was dem Schreiben beiliegt.</translation>
    </message>
    <message>
        <source>nie podano</source>
        <translation>nicht angegeben</translation>
    </message>
</context>
<context>
    <name>FinishedScreen</name>
    <message>
        <source>Dziękujemy</source>
        <translation>Vielen Dank</translation>
    </message>
    <message>
        <source>Ekran jest już czysty. Nic tu po Tobie nie zostało.</source>
        <translation>Der Bildschirm ist leer. Von Ihnen bleibt hier nichts zurück.</translation>
    </message>
    <message>
        <source>Zakończ</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Zabierz potwierdzenie i swoje rzeczy.</source>
        <translation>Nehmen Sie Quittung und Sachen mit.</translation>
    </message>
    <message>
        <source>Złóż następne pismo</source>
        <translation>Weiteres Schreiben abgeben</translation>
    </message>
</context>
<context>
    <name>HelpOverlay</name>
    <message>
        <source>Tu złożysz pismo do urzędu. Potrzebujesz tylko kartek z pismem. Dotknij dużego przycisku.</source>
        <translation>Hier geben Sie ein Schreiben für das Amt ab. Sie brauchen nur die Blätter. Berühren Sie die große Taste.</translation>
    </message>
    <message>
        <source>Masz pismo na papierze? Naciśnij „Złóż pismo”. Pismo już złożone? Naciśnij „Sprawdź sprawę”.</source>
        <translation>Sie haben ein Schreiben auf Papier? Drücken Sie „Schreiben abgeben“. Schon abgegeben? Drücken Sie „Vorgang ansehen“.</translation>
    </message>
    <message>
        <source>Tu piszemy, co zrobimy z Twoimi danymi. Dalej idziesz przyciskiem „Skanuj pismo”.</source>
        <translation>Hier steht, was wir mit Ihren Daten tun. Weiter geht es mit „Schreiben scannen“.</translation>
    </message>
    <message>
        <source>Wyjmij zszywki i spinacze. Wyrównaj kartki. Włóż je do podajnika tekstem do siebie.</source>
        <translation>Entfernen Sie Klammern. Richten Sie die Blätter gerade. Legen Sie sie mit dem Text zu sich in den Einzug.</translation>
    </message>
    <message>
        <source>Skaner pobiera kartki po kolei. Nic nie musisz robić. Kartki wysuną się na dole.</source>
        <translation>Der Scanner zieht die Blätter einzeln ein. Sie müssen nichts tun. Die Blätter kommen unten heraus.</translation>
    </message>
    <message>
        <source>Zobacz, czy są wszystkie strony i czy widać tekst. Stronę możesz obrócić, usunąć albo skanować znów.</source>
        <translation>Sehen Sie nach, ob alle Seiten da und lesbar sind. Sie können eine Seite drehen, entfernen oder neu scannen.</translation>
    </message>
    <message>
        <source>Sprawdź żółte słowa. Naciśnij właściwe słowo albo wpisz je na klawiaturze.</source>
        <translation>Prüfen Sie die gelben Wörter. Drücken Sie das richtige Wort oder schreiben Sie es.</translation>
    </message>
    <message>
        <source>Masz kartę z podpisem? Możesz nią podpisać pismo. Bez karty też je złożysz.</source>
        <translation>Sie haben eine Signaturkarte? Damit können Sie unterschreiben. Es geht auch ohne Karte.</translation>
    </message>
    <message>
        <source>Włóż kartę do czytnika chipem do przodu. Nie wyjmuj jej w czasie podpisu.</source>
        <translation>Stecken Sie die Karte mit dem Chip voran in den Leser. Lassen Sie sie beim Unterschreiben stecken.</translation>
    </message>
    <message>
        <source>Wpisz kod PIN do podpisu. Zasłoń cyfry drugą ręką. Nikomu nie podawaj kodu.</source>
        <translation>Geben Sie die PIN für die Unterschrift ein. Decken Sie die Ziffern mit der Hand ab. Sagen Sie die PIN niemandem.</translation>
    </message>
    <message>
        <source>Sprawdź, co wyślemy. Każdy wiersz możesz zmienić. Pismo złożysz dużym przyciskiem.</source>
        <translation>Prüfen Sie, was wir senden. Jede Zeile können Sie ändern. Die große Taste gibt das Schreiben ab.</translation>
    </message>
    <message>
        <source>Weź potwierdzenie. Numer pisma jest dowodem złożenia. Kartki wrzuć do skrzynki.</source>
        <translation>Nehmen Sie die Quittung. Die Nummer beweist die Abgabe. Werfen Sie die Blätter in den Kasten.</translation>
    </message>
    <message>
        <source>Numer i hasło są na potwierdzeniu. Przepisz je.</source>
        <translation>Nummer und Kennwort stehen auf der Quittung. Tippen Sie sie ab.</translation>
    </message>
    <message>
        <source>Zrób to, co jest napisane na ekranie. W razie kłopotu zawołaj pracownika.</source>
        <translation>Tun Sie, was auf dem Bildschirm steht. Wenn es nicht geht, rufen Sie Personal.</translation>
    </message>
    <message>
        <source>Pomoc</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Wróć</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Zawołaj pracownika</source>
        <translation>Personal rufen</translation>
    </message>
</context>
<context>
    <name>HomeScreen</name>
    <message>
        <source>Co chcesz zrobić?</source>
        <translation>Was möchten Sie tun?</translation>
    </message>
    <message>
        <source>Poprzednie pismo przerwane</source>
        <translation>Das vorige Schreiben brach ab</translation>
    </message>
    <message>
        <source>Wybierz jedną sprawę.</source>
        <translation>Wählen Sie eines aus.</translation>
    </message>
    <message>
        <source>Nie zostało złożone. Kartki mogą być w skanerze.</source>
        <translation>Es wurde nicht abgegeben. Blätter liegen vielleicht im Scanner.</translation>
    </message>
    <message>
        <source>Skaner teraz nie działa. Pismo przyjmie kancelaria.</source>
        <translation>Der Scanner geht gerade nicht. Die Poststelle nimmt Schreiben an.</translation>
    </message>
    <message>
        <source>Rozumiem</source>
        <translation>Verstanden</translation>
    </message>
    <message>
        <source>Mogło już zostać złożone. Nie składaj go drugi raz.</source>
        <translation>Es ist vielleicht schon abgegeben. Geben Sie es nicht zweimal ab.</translation>
    </message>
    <message>
        <source>Kartki są Twoje?</source>
        <translation>Sind es Ihre Blätter?</translation>
    </message>
    <message>
        <source>Zawołaj pracownika. Sprawdzi, czy pismo jest złożone.</source>
        <translation>Rufen Sie Personal. Es sieht nach, ob das Schreiben abgegeben ist.</translation>
    </message>
    <message>
        <source>Wyjmij je ze skanera i złóż pismo jeszcze raz.</source>
        <translation>Nehmen Sie sie aus dem Scanner und geben Sie das Schreiben noch einmal ab.</translation>
    </message>
    <message>
        <source>Kartki nie są Twoje?</source>
        <translation>Es sind nicht Ihre?</translation>
    </message>
    <message>
        <source>Wyjmij je i oddaj pracownikowi.</source>
        <translation>Nehmen Sie sie heraus und geben Sie sie dem Personal.</translation>
    </message>
    <message>
        <source>Złóż pismo</source>
        <translation>Schreiben abgeben</translation>
    </message>
    <message>
        <source>Masz je na papierze</source>
        <translation>Sie haben es auf Papier</translation>
    </message>
    <message>
        <source>Sprawdź sprawę</source>
        <translation>Vorgang ansehen</translation>
    </message>
    <message>
        <source>Po numerze pisma</source>
        <translation>Mit der Nummer des Schreibens</translation>
    </message>
</context>
<context>
    <name>InactivityOverlay</name>
    <message>
        <source>Czy nadal tu jesteś?</source>
        <translation>Sind Sie noch da?</translation>
    </message>
    <message numerus="yes">
        <source>Za %n sekund wyczyścimy ekran.</source>
        <translation>
            <numerusform>In %n Sekunde leeren wir den Bildschirm.</numerusform>
            <numerusform>In %n Sekunden leeren wir den Bildschirm.</numerusform>
        </translation>
    </message>
    <message>
        <source>Zostań</source>
        <translation>Bleiben</translation>
    </message>
    <message>
        <source>Zakończ</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>Keyboard</name>
    <message>
        <source>Klawiatura</source>
        <translation>Tastatur</translation>
    </message>
    <message>
        <source>Zakończ</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Poprzednie</source>
        <translation>Voriges</translation>
    </message>
    <message>
        <source>Następne</source>
        <translation>Nächstes</translation>
    </message>
    <message>
        <source>Gotowe</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Poprzednie pole</source>
        <translation>Voriges Feld</translation>
    </message>
    <message>
        <source>Następne pole</source>
        <translation>Nächstes Feld</translation>
    </message>
    <message>
        <source>Gotowe, zamknij klawiaturę</source>
        <translation>Fertig, Tastatur schließen</translation>
    </message>
    <message>
        <source>Zakończ wizytę</source>
        <translation>Besuch beenden</translation>
    </message>
    <message>
        <source>Małe litery</source>
        <translation>Kleine Buchstaben</translation>
    </message>
    <message>
        <source>Duże litery</source>
        <translation>Große Buchstaben</translation>
    </message>
    <message>
        <source>Usuń znak</source>
        <translation>Zeichen löschen</translation>
    </message>
    <message>
        <source>abc</source>
        <translation>abc</translation>
    </message>
    <message>
        <source>Litery</source>
        <translation>Buchstaben</translation>
    </message>
    <message>
        <source>Cyfry i znaki</source>
        <translation>Ziffern und Zeichen</translation>
    </message>
    <message>
        <source>Inne litery</source>
        <translation>Andere Buchstaben</translation>
    </message>
    <message>
        <source>Polskie litery</source>
        <translation>Polnische Buchstaben</translation>
    </message>
    <message>
        <source>spacja</source>
        <translation>Leerzeichen</translation>
    </message>
    <message>
        <source>Spacja</source>
        <translation>Leerzeichen</translation>
    </message>
    <message>
        <source>kropka pl</source>
        <translation>Punkt pl</translation>
    </message>
</context>
<context>
    <name>LanguageOverlay</name>
    <message>
        <source>Wybierz język</source>
        <translation>Sprache wählen</translation>
    </message>
    <message>
        <source>Gotowe</source>
        <translation>Fertig</translation>
    </message>
</context>
<context>
    <name>LastTryOverlay</name>
    <message>
        <source>Została ostatnia próba</source>
        <translation>Nur noch ein Versuch</translation>
    </message>
    <message>
        <source>Po złym kodzie PIN karta się zablokuje. Pismo możesz złożyć bez karty.</source>
        <translation>Nach einer falschen PIN sperrt sich die Karte. Sie können ohne Karte abgeben.</translation>
    </message>
    <message>
        <source>Złóż bez karty</source>
        <translation>Ohne Karte abgeben</translation>
    </message>
    <message>
        <source>Wpisz PIN</source>
        <translation>PIN eingeben</translation>
    </message>
</context>
<context>
    <name>Layouts</name>
    <message>
        <source>kropka</source>
        <translation>Punkt</translation>
    </message>
    <message>
        <source>przecinek</source>
        <translation>Komma</translation>
    </message>
    <message>
        <source>myślnik</source>
        <translation>Bindestrich</translation>
    </message>
    <message>
        <source>ukośnik</source>
        <translation>Schrägstrich</translation>
    </message>
    <message>
        <source>dwukropek</source>
        <translation>Doppelpunkt</translation>
    </message>
    <message>
        <source>średnik</source>
        <translation>Strichpunkt</translation>
    </message>
    <message>
        <source>nawias otwarty</source>
        <translation>Klammer auf</translation>
    </message>
    <message>
        <source>nawias zamknięty</source>
        <translation>Klammer zu</translation>
    </message>
    <message>
        <source>znak i</source>
        <translation>Und-Zeichen</translation>
    </message>
    <message>
        <source>cudzysłów</source>
        <translation>Anführungszeichen</translation>
    </message>
    <message>
        <source>małpa</source>
        <translation>At-Zeichen</translation>
    </message>
    <message>
        <source>krzyżyk</source>
        <translation>Raute</translation>
    </message>
    <message>
        <source>plus</source>
        <translation>Plus</translation>
    </message>
    <message>
        <source>podkreślenie</source>
        <translation>Unterstrich</translation>
    </message>
    <message>
        <source>procent</source>
        <translation>Prozent</translation>
    </message>
    <message>
        <source>gwiazdka</source>
        <translation>Sternchen</translation>
    </message>
    <message>
        <source>apostrof</source>
        <translation>Apostroph</translation>
    </message>
    <message>
        <source>pytajnik</source>
        <translation>Fragezeichen</translation>
    </message>
    <message>
        <source>cyfra %1</source>
        <translation>Ziffer %1</translation>
    </message>
    <message>
        <source>litera %1</source>
        <translation>Buchstabe %1</translation>
    </message>
    <message>
        <source>duża litera %1</source>
        <translation>Großbuchstabe %1</translation>
    </message>
</context>
<context>
    <name>LeaveOverlay</name>
    <message>
        <source>Zakończyć bez złożenia pisma?</source>
        <translation>Ohne Abgabe beenden?</translation>
    </message>
    <message>
        <source>Wyczyścimy ekran. Pisma nie złożymy. Kartki weź ze sobą.</source>
        <translation>Wir leeren den Bildschirm. Das Schreiben wird nicht abgegeben. Nehmen Sie die Blätter mit.</translation>
    </message>
    <message>
        <source>Wróć do pisma</source>
        <translation>Zum Schreiben</translation>
    </message>
    <message>
        <source>Zakończ</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>LetterAccount</name>
    <message numerus="yes">
        <source>%n kartki</source>
        <translation>
            <numerusform>%n Blatt</numerusform>
            <numerusform>%n Blätter</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n strony tekstu</source>
        <translation>
            <numerusform>%n Textseite</numerusform>
            <numerusform>%n Textseiten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n puste odwroty</source>
        <translation>
            <numerusform>%n leere Rückseite</numerusform>
            <numerusform>%n leere Rückseiten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n usunięte strony</source>
        <translation>
            <numerusform>%n entfernte Seite</numerusform>
            <numerusform>%n entfernte Seiten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n strony</source>
        <translation>
            <numerusform>%n Seite</numerusform>
            <numerusform>%n Seiten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n odłożone</source>
        <translation>
            <numerusform>%n beiseitegelegt</numerusform>
            <numerusform>%n beiseitegelegt</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1: %2.</translation>
    </message>
    <message>
        <source>%1: %2 i %3.</source>
        <translation>%1: %2 und %3.</translation>
    </message>
</context>
<context>
    <name>NumberedStep</name>
    <message>
        <source>Zrobione</source>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>Teraz</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Potem</source>
        <translation>Danach</translation>
    </message>
</context>
<context>
    <name>OutOfServiceScreen</name>
    <message>
        <source>Urzędomat teraz nie działa</source>
        <translation>Das Gerät ist außer Betrieb</translation>
    </message>
    <message>
        <source>Złóż pismo w kancelarii urzędu.</source>
        <translation>Geben Sie Ihr Schreiben in der Poststelle ab.</translation>
    </message>
    <message>
        <source>Pisma złożone wcześniej są bezpieczne.</source>
        <translation>Früher abgegebene Schreiben sind sicher.</translation>
    </message>
    <message>
        <source>Pracownik dostał wiadomość</source>
        <translation>Personal ist verständigt</translation>
    </message>
    <message>
        <source>Zawołaj pracownika</source>
        <translation>Personal rufen</translation>
    </message>
</context>
<context>
    <name>PageCard</name>
    <message>
        <source>Strona %1</source>
        <translation>Seite %1</translation>
    </message>
    <message>
        <source>Pokazana</source>
        <translation>Angezeigt</translation>
    </message>
</context>
<context>
    <name>PinBoxes</name>
    <message>
        <source>Wpisanych cyfr: %1</source>
        <translation>Eingegebene Ziffern: %1</translation>
    </message>
</context>
<context>
    <name>PinPad</name>
    <message>
        <source>Wyczyść</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Wyczyść wszystkie cyfry</source>
        <translation>Alle Ziffern löschen</translation>
    </message>
</context>
<context>
    <name>PinScreen</name>
    <message>
        <source>Wpisz PIN do podpisu</source>
        <translation>PIN zum Unterschreiben</translation>
    </message>
    <message>
        <source>Podpisuje: %1</source>
        <translation>Es unterschreibt: %1</translation>
    </message>
    <message>
        <source>Podpisz</source>
        <translation>Unterschreiben</translation>
    </message>
    <message>
        <source>Karta jest w czytniku. Nie wyjmuj jej.</source>
        <translation>Die Karte steckt. Bitte nicht herausziehen.</translation>
    </message>
    <message>
        <source>Karta nie mówi, ile masz prób. Wpisuj uważnie.</source>
        <translation>Die Karte sagt nicht, wie viele Versuche Sie haben. Tippen Sie sorgfältig.</translation>
    </message>
    <message>
        <source>To ostatnia próba. Potem karta się zablokuje.</source>
        <translation>Letzter Versuch. Danach sperrt sich die Karte.</translation>
    </message>
    <message numerus="yes">
        <source>Masz %n próby. Potem karta się zablokuje.</source>
        <translation>
            <numerusform>Sie haben %n Versuch. Dann sperrt sich die Karte.</numerusform>
            <numerusform>Sie haben %n Versuche. Dann sperrt sich die Karte.</numerusform>
        </translation>
    </message>
    <message>
        <source>Zasłoń cyfry drugą ręką.</source>
        <translation>Decken Sie die Ziffern mit der Hand ab.</translation>
    </message>
</context>
<context>
    <name>PrivacyScreen</name>
    <message>
        <source>Załatwimy Twoją sprawę</source>
        <translation>Wir bearbeiten Ihr Anliegen</translation>
    </message>
    <message>
        <source>Zaszyfrujemy pismo</source>
        <translation>Wir verschlüsseln das Schreiben</translation>
    </message>
    <message>
        <source>Wyczyścimy ekran</source>
        <translation>Wir leeren den Bildschirm</translation>
    </message>
    <message>
        <source>Pokażemy Ci Twoje dane</source>
        <translation>Wir zeigen Ihnen Ihre Daten</translation>
    </message>
    <message>
        <source>Danych z pisma użyjemy tylko do tego.</source>
        <translation>Nur dafür nutzen wir die Daten im Schreiben.</translation>
    </message>
    <message>
        <source>Przeczyta je tylko urząd.</source>
        <translation>Nur das Amt wird es lesen.</translation>
    </message>
    <message>
        <source>Po Twojej wizycie nic tu nie zostanie.</source>
        <translation>Nach Ihrem Besuch bleibt hier nichts.</translation>
    </message>
    <message>
        <source>Możesz je zobaczyć i poprawić w urzędzie.</source>
        <translation>Sie können sie im Amt ansehen und berichtigen.</translation>
    </message>
    <message>
        <source>Co zrobimy z Twoimi danymi</source>
        <translation>Was wir mit Ihren Daten tun</translation>
    </message>
    <message>
        <source>Skanuj pismo</source>
        <translation>Schreiben scannen</translation>
    </message>
    <message>
        <source>Administratorem danych jest Marszałek Województwa Kujawsko-Pomorskiego. Podstawa: art. 6 ust. 1 lit. e RODO (zadanie publiczne).</source>
        <translation>Verantwortlich für die Daten ist der Marschall der Woiwodschaft Kujawien-Pommern. Grundlage: Art. 6 Abs. 1 lit. e DSGVO (öffentliche Aufgabe).</translation>
    </message>
    <message>
        <source>Pokaż całość</source>
        <translation>Alles zeigen</translation>
    </message>
</context>
<context>
    <name>PrivacyTextOverlay</name>
    <message>
        <source>Kto odpowiada za dane</source>
        <translation>Wer für die Daten verantwortlich ist</translation>
    </message>
    <message>
        <source>Po co są nam dane</source>
        <translation>Wozu wir die Daten brauchen</translation>
    </message>
    <message>
        <source>Na jakiej podstawie</source>
        <translation>Auf welcher Grundlage</translation>
    </message>
    <message>
        <source>Komu je przekażemy</source>
        <translation>Wer sie bekommt</translation>
    </message>
    <message>
        <source>Jak długo je trzymamy</source>
        <translation>Wie lange wir sie behalten</translation>
    </message>
    <message>
        <source>Twoje prawa</source>
        <translation>Ihre Rechte</translation>
    </message>
    <message>
        <source>Czy musisz je podać</source>
        <translation>Ob Sie sie angeben müssen</translation>
    </message>
    <message>
        <source>Bez decyzji maszyny</source>
        <translation>Keine Entscheidung durch Maschinen</translation>
    </message>
    <message>
        <source>Marszałek Województwa Kujawsko-Pomorskiego, Plac Teatralny 2, 87-100 Toruń. Pod tym adresem pracuje też inspektor ochrony danych.</source>
        <translation>Marschall der Woiwodschaft Kujawien-Pommern, Plac Teatralny 2, 87-100 Toruń. Unter dieser Adresse arbeitet auch der Datenschutzbeauftragte.</translation>
    </message>
    <message>
        <source>Przyjmiemy Twoje pismo, załatwimy sprawę i wyślemy odpowiedź.</source>
        <translation>Wir nehmen Ihr Schreiben an, bearbeiten es und senden eine Antwort.</translation>
    </message>
    <message>
        <source>Art. 6 ust. 1 lit. c i e RODO: prawo każe nam to zrobić i jest to zadanie publiczne.</source>
        <translation>Art. 6 Abs. 1 lit. c und e DSGVO: Das Gesetz verlangt es, und es ist eine öffentliche Aufgabe.</translation>
    </message>
    <message>
        <source>Tylko tym, którym każe prawo. Nie wysyłamy danych poza Unię Europejską.</source>
        <translation>Nur wer sie nach dem Gesetz bekommen muss. Wir senden keine Daten aus der Europäischen Union hinaus.</translation>
    </message>
    <message>
        <source>Urząd trzyma pismo tak długo, jak każą przepisy o archiwach. Z tego ekranu dane znikną po Twojej wizycie.</source>
        <translation>Das Amt bewahrt das Schreiben so lange auf, wie es die Archivregeln verlangen. Von diesem Bildschirm verschwinden die Daten nach Ihrem Besuch.</translation>
    </message>
    <message>
        <source>Możesz zobaczyć swoje dane, poprawić je, ograniczyć ich użycie i wnieść sprzeciw. Skargę złożysz do Prezesa Urzędu Ochrony Danych Osobowych.</source>
        <translation>Sie können Ihre Daten ansehen, berichtigen, ihre Nutzung einschränken und widersprechen. Beschwerden nimmt der Präsident des Amtes für den Schutz personenbezogener Daten an.</translation>
    </message>
    <message>
        <source>Podajesz je, bo bez nich nie załatwimy sprawy.</source>
        <translation>Ohne sie können wir Ihr Anliegen nicht bearbeiten.</translation>
    </message>
    <message>
        <source>Program odczytuje tekst pisma. O sprawie decyduje zawsze człowiek.</source>
        <translation>Ein Programm liest den Text. Es entscheidet immer ein Mensch.</translation>
    </message>
    <message>
        <source>Twoje dane: cały tekst</source>
        <translation>Ihre Daten: der ganze Text</translation>
    </message>
    <message>
        <source>Dalej: część %1 z %2</source>
        <translation>Weiter: Teil %1 von %2</translation>
    </message>
    <message>
        <source>Wróć do pisma</source>
        <translation>Zum Schreiben</translation>
    </message>
    <message>
        <source>Wstecz</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Zamknij</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>ProgressLine</name>
    <message>
        <source>Postęp</source>
        <translation>Fortschritt</translation>
    </message>
</context>
<context>
    <name>ReceiptScreen</name>
    <message>
        <source>Pismo złożone</source>
        <translation>Schreiben abgegeben</translation>
    </message>
    <message>
        <source>Mam numer, zakończ</source>
        <translation>Nummer notiert, beenden</translation>
    </message>
    <message>
        <source>Zakończ wizytę</source>
        <translation>Besuch beenden</translation>
    </message>
    <message>
        <source>Numer pisma</source>
        <translation>Nummer des Schreibens</translation>
    </message>
    <message>
        <source>Skończył się papier w drukarce.</source>
        <translation>Der Drucker hat kein Papier mehr.</translation>
    </message>
    <message>
        <source>Pokrywa drukarki jest otwarta.</source>
        <translation>Der Deckel des Druckers ist offen.</translation>
    </message>
    <message>
        <source>Drukarka nie działa.</source>
        <translation>Der Drucker geht nicht.</translation>
    </message>
    <message>
        <source>Albo zrób zdjęcie ekranu.</source>
        <translation>Oder fotografieren Sie den Bildschirm.</translation>
    </message>
    <message>
        <source>Kod do telefonu</source>
        <translation>Code fürs Telefon</translation>
    </message>
    <message>
        <source>Zrób jeszcze dwie rzeczy</source>
        <translation>Noch zwei Dinge</translation>
    </message>
    <message>
        <source>Weź potwierdzenie</source>
        <translation>Quittung nehmen</translation>
    </message>
    <message>
        <source>Zapisz numer i hasło</source>
        <translation>Nummer und Kennwort aufschreiben</translation>
    </message>
    <message>
        <source>Leży pod ekranem, po prawej.</source>
        <translation>Sie liegt unter dem Bildschirm, rechts.</translation>
    </message>
    <message>
        <source>Drukuję: jeszcze kilka sekund.</source>
        <translation>Ich drucke: noch ein paar Sekunden.</translation>
    </message>
    <message>
        <source>Zaraz wydrukuję.</source>
        <translation>Ich drucke sie gleich.</translation>
    </message>
    <message>
        <source>Drukuję</source>
        <translation>Ich drucke</translation>
    </message>
    <message>
        <source>Wrzuć kartki do skrzynki</source>
        <translation>Blätter in den Kasten werfen</translation>
    </message>
    <message>
        <source>Skrzynka jest pod ekranem, po lewej.</source>
        <translation>Der Kasten ist unter dem Bildschirm, links.</translation>
    </message>
    <message>
        <source>Drukuj jeszcze raz</source>
        <translation>Noch einmal drucken</translation>
    </message>
    <message>
        <source>Zawołaj pracownika</source>
        <translation>Personal rufen</translation>
    </message>
    <message>
        <source>Złóż następne pismo</source>
        <translation>Weiteres Schreiben abgeben</translation>
    </message>
    <message>
        <source>Hasło: %1</source>
        <translation>Kennwort: %1</translation>
    </message>
</context>
<context>
    <name>RescanPageOverlay</name>
    <message>
        <source>Skanuj jeszcze raz</source>
        <translation>Noch einmal scannen</translation>
    </message>
    <message>
        <source>Zostaw tak</source>
        <translation>So lassen</translation>
    </message>
</context>
<context>
    <name>ReviewScreen</name>
    <message>
        <source>Odłożone strony</source>
        <translation>Beiseitegelegte Seiten</translation>
    </message>
    <message>
        <source>Strona %1</source>
        <translation>Seite %1</translation>
    </message>
    <message>
        <source>Sprawdź strony</source>
        <translation>Seiten prüfen</translation>
    </message>
    <message>
        <source>Tych stron nie wyślemy. Możesz je przywrócić.</source>
        <translation>Diese Seiten senden wir nicht. Sie können sie zurückholen.</translation>
    </message>
    <message>
        <source>Sprawdź dane</source>
        <translation>Angaben prüfen</translation>
    </message>
    <message>
        <source>Zamknij powiększenie</source>
        <translation>Großansicht schließen</translation>
    </message>
    <message>
        <source>Wróć do pisma</source>
        <translation>Zum Schreiben</translation>
    </message>
    <message>
        <source>Tej strony nie umiem odczytać. Wyślę jej obraz.</source>
        <translation>Diese Seite kann ich nicht lesen. Ich sende sie als Bild.</translation>
    </message>
    <message>
        <source>Zostaw tak</source>
        <translation>So lassen</translation>
    </message>
    <message>
        <source>Nie ma żadnej strony. Dodaj kartki.</source>
        <translation>Es gibt keine Seite. Fügen Sie Blätter hinzu.</translation>
    </message>
    <message>
        <source>Powiększ</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Obróć</source>
        <translation>Drehen</translation>
    </message>
    <message>
        <source>Usuń stronę</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Skanuj znów</source>
        <translation>Neu scannen</translation>
    </message>
    <message>
        <source>Cofnij</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>Ring</name>
    <message>
        <source>Zostało sekund: %1</source>
        <translation>Sekunden übrig: %1</translation>
    </message>
</context>
<context>
    <name>ScanningScreen</name>
    <message>
        <source>Skanuję stronę</source>
        <translation>Ich scanne die Seite</translation>
    </message>
    <message>
        <source>Skanuję Twoje pismo</source>
        <translation>Ich scanne Ihr Schreiben</translation>
    </message>
    <message>
        <source>Nie podnoś pokrywy.</source>
        <translation>Heben Sie den Deckel nicht an.</translation>
    </message>
    <message>
        <source>Nie wyciągaj kartek. Same wysuną się na dole.</source>
        <translation>Ziehen Sie nicht an den Blättern. Sie kommen unten von selbst heraus.</translation>
    </message>
    <message>
        <source>Zatrzymaj skanowanie</source>
        <translation>Scannen anhalten</translation>
    </message>
    <message numerus="yes">
        <source>kartki gotowe</source>
        <translation>
            <numerusform>Blatt fertig</numerusform>
            <numerusform>Blätter fertig</numerusform>
        </translation>
    </message>
    <message>
        <source>Pobieram pierwszą kartkę</source>
        <translation>Ich ziehe das erste Blatt ein</translation>
    </message>
    <message numerus="yes">
        <source>Czytam jeszcze %n strony.</source>
        <translation>
            <numerusform>Ich lese noch %n Seite.</numerusform>
            <numerusform>Ich lese noch %n Seiten.</numerusform>
        </translation>
    </message>
    <message>
        <source>To już wszystkie.</source>
        <translation>Das sind alle.</translation>
    </message>
    <message>
        <source>Następna jest w skanerze.</source>
        <translation>Das nächste ist im Scanner.</translation>
    </message>
    <message>
        <source>Czytam…</source>
        <translation>Ich lese…</translation>
    </message>
    <message>
        <source>Odczytana</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>Jako obraz</source>
        <translation>Als Bild</translation>
    </message>
    <message>
        <source>Strona %1</source>
        <translation>Seite %1</translation>
    </message>
    <message>
        <source>Skanuję…</source>
        <translation>Ich scanne…</translation>
    </message>
    <message numerus="yes">
        <source>%n puste odwroty odłożone na bok.</source>
        <translation>
            <numerusform>%n leere Rückseite beiseitegelegt.</numerusform>
            <numerusform>%n leere Rückseiten beiseitegelegt.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SealingScreen</name>
    <message>
        <source>Składam Twoje pismo</source>
        <translation>Ich gebe Ihr Schreiben ab</translation>
    </message>
    <message>
        <source>To potrwa chwilę. Nie odchodź.</source>
        <translation>Das dauert einen Moment. Bleiben Sie da.</translation>
    </message>
    <message>
        <source>Pakuję pismo…</source>
        <translation>Ich verpacke das Schreiben…</translation>
    </message>
    <message>
        <source>Za chwilę wydrukuję potwierdzenie z numerem.</source>
        <translation>Gleich drucke ich eine Quittung mit Nummer.</translation>
    </message>
    <message>
        <source>Pismo trafia do zamkniętej koperty.</source>
        <translation>Das Schreiben kommt in einen verschlossenen Umschlag.</translation>
    </message>
</context>
<context>
    <name>SignChoiceScreen</name>
    <message>
        <source>Jak chcesz podpisać?</source>
        <translation>Wie möchten Sie unterschreiben?</translation>
    </message>
    <message>
        <source>Oba sposoby są dobre.</source>
        <translation>Beides ist gut.</translation>
    </message>
    <message>
        <source>Bez karty</source>
        <translation>Ohne Karte</translation>
    </message>
    <message>
        <source>Liczy się podpis na papierze.</source>
        <translation>Es gilt die Unterschrift auf dem Papier.</translation>
    </message>
    <message>
        <source>Na końcu wrzucisz kartki do skrzynki.</source>
        <translation>Am Ende werfen Sie die Blätter in den Kasten.</translation>
    </message>
    <message>
        <source>Podpisz kartą</source>
        <translation>Mit Karte unterschreiben</translation>
    </message>
    <message>
        <source>Masz e-dowód lub kartę z podpisem.</source>
        <translation>Sie haben eine E-Ausweis- oder Signaturkarte.</translation>
    </message>
    <message>
        <source>Czytnik kart teraz nie działa.</source>
        <translation>Der Kartenleser geht gerade nicht.</translation>
    </message>
    <message>
        <source>Potrzebny jest PIN do podpisu.</source>
        <translation>Sie brauchen die PIN zum Unterschreiben.</translation>
    </message>
    <message>
        <source>Złóż pismo bez karty.</source>
        <translation>Geben Sie ohne Karte ab.</translation>
    </message>
</context>
<context>
    <name>StatusScreen</name>
    <message>
        <source>Sprawdź sprawę</source>
        <translation>Vorgang ansehen</translation>
    </message>
    <message>
        <source>Przepisz numer i hasło z potwierdzenia.</source>
        <translation>Übertragen Sie Nummer und Kennwort von der Quittung.</translation>
    </message>
    <message>
        <source>Potwierdzenie: numer jest u góry, hasło na dole.</source>
        <translation>Die Quittung: oben die Nummer, unten das Kennwort.</translation>
    </message>
    <message>
        <source>Pokaż sprawę</source>
        <translation>Vorgang zeigen</translation>
    </message>
    <message>
        <source>Pokaż</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Numer pisma</source>
        <translation>Nummer des Schreibens</translation>
    </message>
    <message>
        <source>Przykład: TOR1-7F3K-92QM-4</source>
        <translation>Beispiel: TOR1-7F3K-92QM-4</translation>
    </message>
    <message>
        <source>Hasło</source>
        <translation>Kennwort</translation>
    </message>
    <message>
        <source>Jest na dole, w grupach po cztery.</source>
        <translation>Es steht unten, in Vierergruppen.</translation>
    </message>
</context>
<context>
    <name>StatusShownScreen</name>
    <message>
        <source>Numer pisma: %1</source>
        <translation>Nummer des Schreibens: %1</translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>Kartki</source>
        <translation>Blätter</translation>
    </message>
    <message>
        <source>Strony</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Dane</source>
        <translation>Angaben</translation>
    </message>
    <message>
        <source>Podpis</source>
        <translation>Unterschrift</translation>
    </message>
    <message>
        <source>Złożenie</source>
        <translation>Abgabe</translation>
    </message>
    <message>
        <source>Gotowe</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Krok %1 z %2: %3</source>
        <translation>Schritt %1 von %2: %3</translation>
    </message>
    <message>
        <source>%1 z %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>SummaryScreen</name>
    <message>
        <source>Czy wszystko się zgadza?</source>
        <translation>Stimmt alles?</translation>
    </message>
    <message>
        <source>Złóż pismo</source>
        <translation>Schreiben abgeben</translation>
    </message>
    <message>
        <source>Kto pisze</source>
        <translation>Wer schreibt</translation>
    </message>
    <message>
        <source>Znak i data</source>
        <translation>Zeichen und Datum</translation>
    </message>
    <message>
        <source>Telefon i e-mail</source>
        <translation>Telefon und E-Mail</translation>
    </message>
    <message>
        <source>nie podano</source>
        <translation>nicht angegeben</translation>
    </message>
    <message>
        <source>Podpis</source>
        <translation>Unterschrift</translation>
    </message>
    <message>
        <source>Na papierze, bez karty</source>
        <translation>Auf Papier, ohne Karte</translation>
    </message>
    <message>
        <source>Z karty</source>
        <translation>Mit der Karte</translation>
    </message>
    <message>
        <source>Z karty: %1</source>
        <translation>Mit der Karte: %1</translation>
    </message>
    <message>
        <source>Strona %1</source>
        <translation>Seite %1</translation>
    </message>
</context>
<context>
    <name>TextSizeOverlay</name>
    <message>
        <source>Zwykły tekst</source>
        <translation>Normaler Text</translation>
    </message>
    <message>
        <source>Większy tekst</source>
        <translation>Größerer Text</translation>
    </message>
    <message>
        <source>Duży tekst</source>
        <translation>Großer Text</translation>
    </message>
    <message>
        <source>Największy tekst</source>
        <translation>Größter Text</translation>
    </message>
    <message>
        <source>Wielkość tekstu</source>
        <translation>Textgröße</translation>
    </message>
    <message>
        <source>Gotowe</source>
        <translation>Fertig</translation>
    </message>
</context>
<context>
    <name>Thumbnails</name>
    <message>
        <source>Strony pisma</source>
        <translation>Seiten des Schreibens</translation>
    </message>
    <message>
        <source>Wcześniejsze strony</source>
        <translation>Frühere Seiten</translation>
    </message>
    <message>
        <source>Czytam…</source>
        <translation>Ich lese…</translation>
    </message>
    <message>
        <source>Trudna do odczytania</source>
        <translation>Schwer zu lesen</translation>
    </message>
    <message>
        <source>Pokazana</source>
        <translation>Angezeigt</translation>
    </message>
    <message>
        <source>Dalsze strony</source>
        <translation>Weitere Seiten</translation>
    </message>
    <message>
        <source>Dodaj kartki</source>
        <translation>Blätter dazu</translation>
    </message>
    <message>
        <source>Puste: %1</source>
        <translation>Leer: %1</translation>
    </message>
    <message>
        <source>Usunięte: %1</source>
        <translation>Entfernt: %1</translation>
    </message>
    <message>
        <source>Odłożone: %1</source>
        <translation>Beiseite: %1</translation>
    </message>
    <message>
        <source>Pokaż odłożone strony</source>
        <translation>Beiseitegelegte Seiten zeigen</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Teraz</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Potem</source>
        <translation>Danach</translation>
    </message>
    <message>
        <source>Zrobione</source>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>TERAZ</source>
        <translation>JETZT</translation>
    </message>
</context>
<context>
    <name>TroubleScreen</name>
    <message>
        <source>Zawołaj pracownika</source>
        <translation>Personal rufen</translation>
    </message>
    <message>
        <source>Pracownik dostał wiadomość</source>
        <translation>Personal ist verständigt</translation>
    </message>
</context>
<context>
    <name>ZoomedPage</name>
    <message>
        <source>Mniejsze</source>
        <translation>Kleiner</translation>
    </message>
    <message>
        <source>W górę</source>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>Większe</source>
        <translation>Größer</translation>
    </message>
    <message>
        <source>W lewo</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>W dół</source>
        <translation>Runter</translation>
    </message>
    <message>
        <source>W prawo</source>
        <translation>Rechts</translation>
    </message>
</context>
</TS>
