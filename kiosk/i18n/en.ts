<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="pl_PL">
<context>
    <name>ActionRow</name>
    <message>
        <source>Wstecz</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Zakończ</source>
        <translation>Finish</translation>
    </message>
    <message>
        <source>Dalej</source>
        <translation>Next</translation>
    </message>
</context>
<context>
    <name>AsidePages</name>
    <message>
        <source>Przywróć</source>
        <translation>Put back</translation>
    </message>
    <message>
        <source>Usunięta strona kartki %1</source>
        <translation>Removed page of sheet %1</translation>
    </message>
    <message>
        <source>Pusta strona kartki %1</source>
        <translation>Blank side of sheet %1</translation>
    </message>
    <message>
        <source>Wcześniejsze</source>
        <translation>Earlier</translation>
    </message>
    <message>
        <source>Dalsze</source>
        <translation>Later</translation>
    </message>
</context>
<context>
    <name>AttractScreen</name>
    <message>
        <source>Ekran powitalny</source>
        <translation>Welcome screen</translation>
    </message>
    <message>
        <source>Masz pismo
do urzędu?
Złóż je tutaj.</source>
        <translation>A letter for
the office?
Hand it in here.</translation>
    </message>
    <message>
        <source>Bezpłatnie i bez konta.
Z potwierdzeniem na papierze.</source>
        <translation>Free and without an account.
With a receipt on paper.</translation>
    </message>
    <message>
        <source>Dotknij, aby zacząć</source>
        <translation>Touch to begin</translation>
    </message>
</context>
<context>
    <name>CardScreen</name>
    <message>
        <source>Włóż kartę do czytnika</source>
        <translation>Put your card in the reader</translation>
    </message>
    <message>
        <source>Czytnik jest pod ekranem, po prawej.</source>
        <translation>The reader is below the screen, on the right.</translation>
    </message>
    <message>
        <source>Wpisz PIN</source>
        <translation>Type the PIN</translation>
    </message>
    <message>
        <source>Czytnik kart teraz nie działa.</source>
        <translation>The card reader is not working now.</translation>
    </message>
    <message>
        <source>Karta jest w czytniku</source>
        <translation>The card is in the reader</translation>
    </message>
    <message>
        <source>Czekam na kartę</source>
        <translation>Waiting for the card</translation>
    </message>
    <message>
        <source>Złóż pismo bez karty</source>
        <translation>Hand in without a card</translation>
    </message>
    <message>
        <source>Karta wchodzi do czytnika chipem do przodu.</source>
        <translation>The card goes into the reader chip first.</translation>
    </message>
</context>
<context>
    <name>ChangeRow</name>
    <message>
        <source>Zmień</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>Dodaj</source>
        <translation>Add</translation>
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
        <translation>Contrast</translation>
    </message>
    <message>
        <source>Niżej</source>
        <translation>Lower</translation>
    </message>
    <message>
        <source>Czytaj</source>
        <translation>Read</translation>
    </message>
    <message>
        <source>Pomoc</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>Język: %1</source>
        <translation>Language: %1</translation>
    </message>
    <message>
        <source>Wielkość tekstu</source>
        <translation>Text size</translation>
    </message>
    <message>
        <source>Duży kontrast</source>
        <translation>High contrast</translation>
    </message>
    <message>
        <source>Przyciski niżej</source>
        <translation>Buttons lower down</translation>
    </message>
    <message>
        <source>Czytaj na głos</source>
        <translation>Read aloud</translation>
    </message>
    <message>
        <source>Wygoda</source>
        <translation>Comfort</translation>
    </message>
</context>
<context>
    <name>DeletePageOverlay</name>
    <message>
        <source>Usunąć tę stronę?</source>
        <translation>Remove this page?</translation>
    </message>
    <message>
        <source>Urząd jej nie dostanie. Możesz ją potem przywrócić.</source>
        <translation>The office will not get it. You can put it back later.</translation>
    </message>
    <message>
        <source>Zostaw stronę</source>
        <translation>Keep the page</translation>
    </message>
    <message>
        <source>Usuń</source>
        <translation>Remove</translation>
    </message>
</context>
<context>
    <name>DetailsScreen</name>
    <message>
        <source>Sprawdź żółte słowa</source>
        <translation>Check the yellow words</translation>
    </message>
    <message>
        <source>Sprawdź dane</source>
        <translation>Check the details</translation>
    </message>
    <message numerus="yes">
        <source>Nie jesteśmy ich pewni. Zostały %n.</source>
        <translation>
            <numerusform>We are not sure of them. %n is left.</numerusform>
            <numerusform>We are not sure of them. %n are left.</numerusform>
        </translation>
    </message>
    <message>
        <source>Tak zapiszę Twoje pismo.</source>
        <translation>This is how I will record your letter.</translation>
    </message>
    <message>
        <source>Dalej</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>Sprawdź: %1</source>
        <translation>Check: %1</translation>
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
        <translation>Delete the last digit</translation>
    </message>
</context>
<context>
    <name>DoubtfulField</name>
    <message>
        <source>W piśmie:</source>
        <translation>In the letter:</translation>
    </message>
    <message>
        <source>Wycinek z Twojego pisma: %1</source>
        <translation>Cut from your letter: %1</translation>
    </message>
    <message>
        <source>Wstaw: %1</source>
        <translation>Use: %1</translation>
    </message>
    <message>
        <source>Zostaw puste</source>
        <translation>Leave it empty</translation>
    </message>
    <message>
        <source>Zostaw: %1</source>
        <translation>Keep: %1</translation>
    </message>
</context>
<context>
    <name>FeederScreen</name>
    <message>
        <source>Tekstem
do szyby</source>
        <translation>Text
to the glass</translation>
    </message>
    <message>
        <source>Zamknij
pokrywę</source>
        <translation>Close
the lid</translation>
    </message>
    <message>
        <source>Jedna strona
na raz</source>
        <translation>One page
at a time</translation>
    </message>
    <message>
        <source>Tekstem
do siebie</source>
        <translation>Text
towards you</translation>
    </message>
    <message>
        <source>Bez zszywek
i spinaczy</source>
        <translation>No staples
or clips</translation>
    </message>
    <message numerus="yes">
        <source>Najwyżej
%n kartek</source>
        <translation>
            <numerusform>%n sheet
at most</numerusform>
            <numerusform>%n sheets
at most</numerusform>
        </translation>
    </message>
    <message>
        <source>Połóż kartkę na szybie</source>
        <translation>Lay the sheet on the glass</translation>
    </message>
    <message>
        <source>Włóż kartki do podajnika</source>
        <translation>Put the sheets in the feeder</translation>
    </message>
    <message>
        <source>Szyba jest pod pokrywą skanera.</source>
        <translation>The glass is under the lid of the scanner.</translation>
    </message>
    <message>
        <source>Podajnik jest pod ekranem.</source>
        <translation>The feeder is below the screen.</translation>
    </message>
    <message>
        <source>Skanuj stronę</source>
        <translation>Scan the page</translation>
    </message>
    <message>
        <source>Skanuj kartki</source>
        <translation>Scan the sheets</translation>
    </message>
    <message>
        <source>Kartka leży na szybie tekstem w dół.</source>
        <translation>The sheet lies on the glass, text down.</translation>
    </message>
    <message>
        <source>Kartki wchodzą z góry do podajnika, tekstem do Ciebie.</source>
        <translation>The sheets go into the feeder from above, text towards you.</translation>
    </message>
    <message>
        <source>Skaner teraz nie działa. Zawołaj pracownika.</source>
        <translation>The scanner is not working now. Call the staff.</translation>
    </message>
    <message>
        <source>Czekam na kartki</source>
        <translation>Waiting for the sheets</translation>
    </message>
    <message>
        <source>Kartki są w podajniku</source>
        <translation>The sheets are in the feeder</translation>
    </message>
    <message>
        <source>Użyj podajnika: luźne kartki</source>
        <translation>Use the feeder: loose sheets</translation>
    </message>
    <message>
        <source>Użyj szyby: książeczka, zniszczona kartka</source>
        <translation>Use the glass: booklet, damaged sheet</translation>
    </message>
</context>
<context>
    <name>FieldEditor</name>
    <message>
        <source>Inny adresat</source>
        <translation>Another addressee</translation>
    </message>
    <message>
        <source>Załącznik %1</source>
        <translation>Enclosure %1</translation>
    </message>
    <message>
        <source>Skreśl</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>Skreśl załącznik %1</source>
        <translation>Remove enclosure %1</translation>
    </message>
    <message>
        <source>Dopisz załącznik</source>
        <translation>Add an enclosure</translation>
    </message>
    <message>
        <source>Nie zmieniaj</source>
        <translation>Leave as it was</translation>
    </message>
    <message>
        <source>Zapisz</source>
        <translation>Save</translation>
    </message>
</context>
<context>
    <name>FieldWords</name>
    <message>
        <source>Kto pisze</source>
        <translation>Who writes</translation>
    </message>
    <message>
        <source>Adres do odpowiedzi</source>
        <translation>Address for the answer</translation>
    </message>
    <message>
        <source>Do kogo</source>
        <translation>To whom</translation>
    </message>
    <message>
        <source>W sprawie</source>
        <translation>About</translation>
    </message>
    <message>
        <source>Znak sprawy</source>
        <translation>Case mark</translation>
    </message>
    <message>
        <source>Data na piśmie</source>
        <translation>Date on the letter</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>Telefon</source>
        <translation>Telephone</translation>
    </message>
    <message>
        <source>Załączniki</source>
        <translation>Enclosures</translation>
    </message>
    <message>
        <source>Imię i nazwisko albo nazwa firmy.</source>
        <translation>First name and surname, or the company’s name.</translation>
    </message>
    <message>
        <source>Ulica i numer, kod, miejscowość.</source>
        <translation>Street and number, postal code, town.</translation>
    </message>
    <message>
        <source>Wybierz z listy albo wpisz.</source>
        <translation>Choose from the list or type.</translation>
    </message>
    <message>
        <source>Jedno zdanie: o co chodzi.</source>
        <translation>One sentence: what it is about.</translation>
    </message>
    <message>
        <source>Jest na piśmie z urzędu. Nie masz go? Zostaw puste.</source>
        <translation>It is on the letter from the office. You have none? Leave it empty.</translation>
    </message>
    <message>
        <source>Przykład: 9.04.2026</source>
        <translation>Example: 9.04.2026</translation>
    </message>
    <message>
        <source>Nie musisz go podawać.</source>
        <translation>You need not give it.</translation>
    </message>
    <message>
        <source>Co jest dołączone do pisma.</source>
        <translation>What is enclosed with the letter.</translation>
    </message>
    <message>
        <source>nie podano</source>
        <translation>not given</translation>
    </message>
</context>
<context>
    <name>FinishedScreen</name>
    <message>
        <source>Dziękujemy</source>
        <translation>Thank you</translation>
    </message>
    <message>
        <source>Ekran jest już czysty. Nic tu po Tobie nie zostało.</source>
        <translation>The screen is clear already. Nothing of yours is left here.</translation>
    </message>
    <message>
        <source>Zakończ</source>
        <translation>Finish</translation>
    </message>
    <message>
        <source>Zabierz potwierdzenie i swoje rzeczy.</source>
        <translation>Take your receipt and your things.</translation>
    </message>
    <message>
        <source>Złóż następne pismo</source>
        <translation>Hand in another letter</translation>
    </message>
</context>
<context>
    <name>HelpOverlay</name>
    <message>
        <source>Tu złożysz pismo do urzędu. Potrzebujesz tylko kartek z pismem. Dotknij dużego przycisku.</source>
        <translation>Here you hand in a letter to the office. All you need is the letter on paper. Touch the large button.</translation>
    </message>
    <message>
        <source>Masz pismo na papierze? Naciśnij „Złóż pismo”. Pismo już złożone? Naciśnij „Sprawdź sprawę”.</source>
        <translation>You have a letter on paper? Press “Hand in a letter”. It is handed in already? Press “Check a case”.</translation>
    </message>
    <message>
        <source>Tu piszemy, co zrobimy z Twoimi danymi. Dalej idziesz przyciskiem „Skanuj pismo”.</source>
        <translation>Here we say what we will do with your data. Go on with the button “Scan the letter”.</translation>
    </message>
    <message>
        <source>Wyjmij zszywki i spinacze. Wyrównaj kartki. Włóż je do podajnika tekstem do siebie.</source>
        <translation>Take out staples and clips. Make the edges even. Put the sheets in the feeder with the text towards you.</translation>
    </message>
    <message>
        <source>Skaner pobiera kartki po kolei. Nic nie musisz robić. Kartki wysuną się na dole.</source>
        <translation>The scanner takes the sheets one by one. You need do nothing. The sheets come out at the bottom.</translation>
    </message>
    <message>
        <source>Zobacz, czy są wszystkie strony i czy widać tekst. Stronę możesz obrócić, usunąć albo skanować znów.</source>
        <translation>See whether all pages are there and can be read. You can turn a page, remove it or scan it again.</translation>
    </message>
    <message>
        <source>Sprawdź żółte słowa. Naciśnij właściwe słowo albo wpisz je na klawiaturze.</source>
        <translation>Check the yellow words. Press the right word or type it.</translation>
    </message>
    <message>
        <source>Masz kartę z podpisem? Możesz nią podpisać pismo. Bez karty też je złożysz.</source>
        <translation>You have a card with a signature? You can sign the letter with it. You can hand it in without a card too.</translation>
    </message>
    <message>
        <source>Włóż kartę do czytnika chipem do przodu. Nie wyjmuj jej w czasie podpisu.</source>
        <translation>Put the card in the reader chip first. Do not take it out while signing.</translation>
    </message>
    <message>
        <source>Wpisz kod PIN do podpisu. Zasłoń cyfry drugą ręką. Nikomu nie podawaj kodu.</source>
        <translation>Type the PIN for your signature. Cover the digits with your other hand. Tell the PIN to nobody.</translation>
    </message>
    <message>
        <source>Sprawdź, co wyślemy. Każdy wiersz możesz zmienić. Pismo złożysz dużym przyciskiem.</source>
        <translation>Check what we will send. You can change each line. The large button hands the letter in.</translation>
    </message>
    <message>
        <source>Weź potwierdzenie. Numer pisma jest dowodem złożenia. Kartki wrzuć do skrzynki.</source>
        <translation>Take the receipt. The number of the letter proves that you handed it in. Drop the sheets in the box.</translation>
    </message>
    <message>
        <source>Numer i hasło są na potwierdzeniu. Przepisz je.</source>
        <translation>The number and the password are on the receipt. Copy them.</translation>
    </message>
    <message>
        <source>Zrób to, co jest napisane na ekranie. W razie kłopotu zawołaj pracownika.</source>
        <translation>Do what the screen says. If it does not work, call the staff.</translation>
    </message>
    <message>
        <source>Pomoc</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>Wróć</source>
        <translation>Go back</translation>
    </message>
    <message>
        <source>Zawołaj pracownika</source>
        <translation>Call the staff</translation>
    </message>
</context>
<context>
    <name>HomeScreen</name>
    <message>
        <source>Co chcesz zrobić?</source>
        <translation>What would you like to do?</translation>
    </message>
    <message>
        <source>Poprzednie pismo przerwane</source>
        <translation>The letter before was cut short</translation>
    </message>
    <message>
        <source>Wybierz jedną sprawę.</source>
        <translation>Choose one.</translation>
    </message>
    <message>
        <source>Nie zostało złożone. Kartki mogą być w skanerze.</source>
        <translation>It was not handed in. Its sheets may be in the scanner.</translation>
    </message>
    <message>
        <source>Skaner teraz nie działa. Pismo przyjmie kancelaria.</source>
        <translation>The scanner is not working now. The registry takes letters.</translation>
    </message>
    <message>
        <source>Rozumiem</source>
        <translation>I understand</translation>
    </message>
    <message>
        <source>Mogło już zostać złożone. Nie składaj go drugi raz.</source>
        <translation>It may be handed in already. Do not hand it in twice.</translation>
    </message>
    <message>
        <source>Kartki są Twoje?</source>
        <translation>Are the sheets yours?</translation>
    </message>
    <message>
        <source>Zawołaj pracownika. Sprawdzi, czy pismo jest złożone.</source>
        <translation>Call the staff. They will see whether the letter is in.</translation>
    </message>
    <message>
        <source>Wyjmij je ze skanera i złóż pismo jeszcze raz.</source>
        <translation>Take them out of the scanner and hand the letter in again.</translation>
    </message>
    <message>
        <source>Kartki nie są Twoje?</source>
        <translation>Are they not yours?</translation>
    </message>
    <message>
        <source>Wyjmij je i oddaj pracownikowi.</source>
        <translation>Take them out and give them to the staff.</translation>
    </message>
    <message>
        <source>Złóż pismo</source>
        <translation>Hand in a letter</translation>
    </message>
    <message>
        <source>Masz je na papierze</source>
        <translation>You have it on paper</translation>
    </message>
    <message>
        <source>Sprawdź sprawę</source>
        <translation>Check a case</translation>
    </message>
    <message>
        <source>Po numerze pisma</source>
        <translation>By the number of the letter</translation>
    </message>
</context>
<context>
    <name>InactivityOverlay</name>
    <message>
        <source>Czy nadal tu jesteś?</source>
        <translation>Are you still here?</translation>
    </message>
    <message numerus="yes">
        <source>Za %n sekund wyczyścimy ekran.</source>
        <translation>
            <numerusform>In %n second we will clear the screen.</numerusform>
            <numerusform>In %n seconds we will clear the screen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Zostań</source>
        <translation>Stay</translation>
    </message>
    <message>
        <source>Zakończ</source>
        <translation>Finish</translation>
    </message>
</context>
<context>
    <name>Keyboard</name>
    <message>
        <source>Klawiatura</source>
        <translation>Keyboard</translation>
    </message>
    <message>
        <source>Zakończ</source>
        <translation>Finish</translation>
    </message>
    <message>
        <source>Poprzednie</source>
        <translation>Previous</translation>
    </message>
    <message>
        <source>Następne</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>Gotowe</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Poprzednie pole</source>
        <translation>Previous field</translation>
    </message>
    <message>
        <source>Następne pole</source>
        <translation>Next field</translation>
    </message>
    <message>
        <source>Gotowe, zamknij klawiaturę</source>
        <translation>Done, close the keyboard</translation>
    </message>
    <message>
        <source>Zakończ wizytę</source>
        <translation>End the visit</translation>
    </message>
    <message>
        <source>Małe litery</source>
        <translation>Small letters</translation>
    </message>
    <message>
        <source>Duże litery</source>
        <translation>Capital letters</translation>
    </message>
    <message>
        <source>Usuń znak</source>
        <translation>Delete a character</translation>
    </message>
    <message>
        <source>abc</source>
        <translation>abc</translation>
    </message>
    <message>
        <source>Litery</source>
        <translation>Letters</translation>
    </message>
    <message>
        <source>Cyfry i znaki</source>
        <translation>Digits and signs</translation>
    </message>
    <message>
        <source>Inne litery</source>
        <translation>Other letters</translation>
    </message>
    <message>
        <source>Polskie litery</source>
        <translation>Polish letters</translation>
    </message>
    <message>
        <source>spacja</source>
        <translation>space</translation>
    </message>
    <message>
        <source>Spacja</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>kropka pl</source>
        <translation>dot pl</translation>
    </message>
</context>
<context>
    <name>LanguageOverlay</name>
    <message>
        <source>Wybierz język</source>
        <translation>Choose a language</translation>
    </message>
    <message>
        <source>Gotowe</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>LastTryOverlay</name>
    <message>
        <source>Została ostatnia próba</source>
        <translation>One last try is left</translation>
    </message>
    <message>
        <source>Po złym kodzie PIN karta się zablokuje. Pismo możesz złożyć bez karty.</source>
        <translation>After a wrong PIN the card will lock. You can hand in without a card.</translation>
    </message>
    <message>
        <source>Złóż bez karty</source>
        <translation>Hand in without a card</translation>
    </message>
    <message>
        <source>Wpisz PIN</source>
        <translation>Type the PIN</translation>
    </message>
</context>
<context>
    <name>Layouts</name>
    <message>
        <source>kropka</source>
        <translation>dot</translation>
    </message>
    <message>
        <source>przecinek</source>
        <translation>comma</translation>
    </message>
    <message>
        <source>myślnik</source>
        <translation>hyphen</translation>
    </message>
    <message>
        <source>ukośnik</source>
        <translation>slash</translation>
    </message>
    <message>
        <source>dwukropek</source>
        <translation>colon</translation>
    </message>
    <message>
        <source>średnik</source>
        <translation>semicolon</translation>
    </message>
    <message>
        <source>nawias otwarty</source>
        <translation>opening bracket</translation>
    </message>
    <message>
        <source>nawias zamknięty</source>
        <translation>closing bracket</translation>
    </message>
    <message>
        <source>znak i</source>
        <translation>ampersand</translation>
    </message>
    <message>
        <source>cudzysłów</source>
        <translation>quotation mark</translation>
    </message>
    <message>
        <source>małpa</source>
        <translation>at sign</translation>
    </message>
    <message>
        <source>krzyżyk</source>
        <translation>hash</translation>
    </message>
    <message>
        <source>plus</source>
        <translation>plus</translation>
    </message>
    <message>
        <source>podkreślenie</source>
        <translation>underscore</translation>
    </message>
    <message>
        <source>procent</source>
        <translation>per cent</translation>
    </message>
    <message>
        <source>gwiazdka</source>
        <translation>asterisk</translation>
    </message>
    <message>
        <source>apostrof</source>
        <translation>apostrophe</translation>
    </message>
    <message>
        <source>pytajnik</source>
        <translation>question mark</translation>
    </message>
    <message>
        <source>cyfra %1</source>
        <translation>digit %1</translation>
    </message>
    <message>
        <source>litera %1</source>
        <translation>letter %1</translation>
    </message>
    <message>
        <source>duża litera %1</source>
        <translation>capital letter %1</translation>
    </message>
</context>
<context>
    <name>LeaveOverlay</name>
    <message>
        <source>Zakończyć bez złożenia pisma?</source>
        <translation>End without handing in?</translation>
    </message>
    <message>
        <source>Wyczyścimy ekran. Pisma nie złożymy. Kartki weź ze sobą.</source>
        <translation>We will clear the screen. Your letter will not be handed in. Take your sheets with you.</translation>
    </message>
    <message>
        <source>Wróć do pisma</source>
        <translation>Back to the letter</translation>
    </message>
    <message>
        <source>Zakończ</source>
        <translation>Finish</translation>
    </message>
</context>
<context>
    <name>LetterAccount</name>
    <message numerus="yes">
        <source>%n kartki</source>
        <translation>
            <numerusform>%n sheet</numerusform>
            <numerusform>%n sheets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n strony tekstu</source>
        <translation>
            <numerusform>%n page of text</numerusform>
            <numerusform>%n pages of text</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n puste odwroty</source>
        <translation>
            <numerusform>%n blank back</numerusform>
            <numerusform>%n blank backs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n usunięte strony</source>
        <translation>
            <numerusform>%n removed page</numerusform>
            <numerusform>%n removed pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n strony</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n odłożone</source>
        <translation>
            <numerusform>%n set aside</numerusform>
            <numerusform>%n set aside</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1: %2.</translation>
    </message>
    <message>
        <source>%1: %2 i %3.</source>
        <translation>%1: %2 and %3.</translation>
    </message>
</context>
<context>
    <name>NumberedStep</name>
    <message>
        <source>Zrobione</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Teraz</source>
        <translation>Now</translation>
    </message>
    <message>
        <source>Potem</source>
        <translation>Later</translation>
    </message>
</context>
<context>
    <name>OutOfServiceScreen</name>
    <message>
        <source>Urzędomat teraz nie działa</source>
        <translation>The kiosk is not working now</translation>
    </message>
    <message>
        <source>Złóż pismo w kancelarii urzędu.</source>
        <translation>Hand your letter in at the registry.</translation>
    </message>
    <message>
        <source>Pisma złożone wcześniej są bezpieczne.</source>
        <translation>Letters handed in before are safe.</translation>
    </message>
    <message>
        <source>Pracownik dostał wiadomość</source>
        <translation>The staff have been told</translation>
    </message>
    <message>
        <source>Zawołaj pracownika</source>
        <translation>Call the staff</translation>
    </message>
</context>
<context>
    <name>PageCard</name>
    <message>
        <source>Strona %1</source>
        <translation>Page %1</translation>
    </message>
    <message>
        <source>Pokazana</source>
        <translation>Shown</translation>
    </message>
</context>
<context>
    <name>PinBoxes</name>
    <message>
        <source>Wpisanych cyfr: %1</source>
        <translation>Digits typed: %1</translation>
    </message>
</context>
<context>
    <name>PinPad</name>
    <message>
        <source>Wyczyść</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>Wyczyść wszystkie cyfry</source>
        <translation>Clear all digits</translation>
    </message>
</context>
<context>
    <name>PinScreen</name>
    <message>
        <source>Wpisz PIN do podpisu</source>
        <translation>Type your PIN</translation>
    </message>
    <message>
        <source>Podpisuje: %1</source>
        <translation>Signing: %1</translation>
    </message>
    <message>
        <source>Podpisz</source>
        <translation>Sign</translation>
    </message>
    <message>
        <source>Karta jest w czytniku. Nie wyjmuj jej.</source>
        <translation>The card is in the reader. Leave it there.</translation>
    </message>
    <message>
        <source>Karta nie mówi, ile masz prób. Wpisuj uważnie.</source>
        <translation>The card does not tell how many tries you have. Type with care.</translation>
    </message>
    <message>
        <source>To ostatnia próba. Potem karta się zablokuje.</source>
        <translation>This is the last try. Then the card locks.</translation>
    </message>
    <message numerus="yes">
        <source>Masz %n próby. Potem karta się zablokuje.</source>
        <translation>
            <numerusform>You have %n try. Then the card locks.</numerusform>
            <numerusform>You have %n tries. Then the card locks.</numerusform>
        </translation>
    </message>
    <message>
        <source>Zasłoń cyfry drugą ręką.</source>
        <translation>Cover the digits with your other hand.</translation>
    </message>
</context>
<context>
    <name>PrivacyScreen</name>
    <message>
        <source>Załatwimy Twoją sprawę</source>
        <translation>We will deal with your case</translation>
    </message>
    <message>
        <source>Zaszyfrujemy pismo</source>
        <translation>We will encrypt the letter</translation>
    </message>
    <message>
        <source>Wyczyścimy ekran</source>
        <translation>We will clear the screen</translation>
    </message>
    <message>
        <source>Pokażemy Ci Twoje dane</source>
        <translation>We will show you your data</translation>
    </message>
    <message>
        <source>Danych z pisma użyjemy tylko do tego.</source>
        <translation>We use the data in the letter for nothing else.</translation>
    </message>
    <message>
        <source>Przeczyta je tylko urząd.</source>
        <translation>Only the office will read it.</translation>
    </message>
    <message>
        <source>Po Twojej wizycie nic tu nie zostanie.</source>
        <translation>After your visit nothing stays here.</translation>
    </message>
    <message>
        <source>Możesz je zobaczyć i poprawić w urzędzie.</source>
        <translation>You can see and correct it at the office.</translation>
    </message>
    <message>
        <source>Co zrobimy z Twoimi danymi</source>
        <translation>What we do with your data</translation>
    </message>
    <message>
        <source>Skanuj pismo</source>
        <translation>Scan the letter</translation>
    </message>
    <message>
        <source>Administratorem danych jest Marszałek Województwa Kujawsko-Pomorskiego. Podstawa: art. 6 ust. 1 lit. e RODO (zadanie publiczne).</source>
        <translation>The controller of the data is the Marshal of the Kujawsko-Pomorskie Region. Basis: art. 6(1)(e) GDPR (public task).</translation>
    </message>
    <message>
        <source>Pokaż całość</source>
        <translation>Show all of it</translation>
    </message>
</context>
<context>
    <name>PrivacyTextOverlay</name>
    <message>
        <source>Kto odpowiada za dane</source>
        <translation>Who is responsible for the data</translation>
    </message>
    <message>
        <source>Po co są nam dane</source>
        <translation>What we need the data for</translation>
    </message>
    <message>
        <source>Na jakiej podstawie</source>
        <translation>On what basis</translation>
    </message>
    <message>
        <source>Komu je przekażemy</source>
        <translation>Who gets them</translation>
    </message>
    <message>
        <source>Jak długo je trzymamy</source>
        <translation>How long we keep them</translation>
    </message>
    <message>
        <source>Twoje prawa</source>
        <translation>Your rights</translation>
    </message>
    <message>
        <source>Czy musisz je podać</source>
        <translation>Whether you must give them</translation>
    </message>
    <message>
        <source>Bez decyzji maszyny</source>
        <translation>No decision by a machine</translation>
    </message>
    <message>
        <source>Marszałek Województwa Kujawsko-Pomorskiego, Plac Teatralny 2, 87-100 Toruń. Pod tym adresem pracuje też inspektor ochrony danych.</source>
        <translation>The Marshal of the Kujawsko-Pomorskie Region, Plac Teatralny 2, 87-100 Toruń. The data protection officer works at the same address.</translation>
    </message>
    <message>
        <source>Przyjmiemy Twoje pismo, załatwimy sprawę i wyślemy odpowiedź.</source>
        <translation>We take your letter, deal with the case and send an answer.</translation>
    </message>
    <message>
        <source>Art. 6 ust. 1 lit. c i e RODO: prawo każe nam to zrobić i jest to zadanie publiczne.</source>
        <translation>Art. 6(1)(c) and (e) GDPR: the law tells us to do it and it is a public task.</translation>
    </message>
    <message>
        <source>Tylko tym, którym każe prawo. Nie wysyłamy danych poza Unię Europejską.</source>
        <translation>Only those whom the law names. We send no data outside the European Union.</translation>
    </message>
    <message>
        <source>Urząd trzyma pismo tak długo, jak każą przepisy o archiwach. Z tego ekranu dane znikną po Twojej wizycie.</source>
        <translation>The office keeps the letter as long as the rules on archives say. From this screen the data go when your visit ends.</translation>
    </message>
    <message>
        <source>Możesz zobaczyć swoje dane, poprawić je, ograniczyć ich użycie i wnieść sprzeciw. Skargę złożysz do Prezesa Urzędu Ochrony Danych Osobowych.</source>
        <translation>You can see your data, correct them, limit their use and object. Complaints go to the President of the Personal Data Protection Office.</translation>
    </message>
    <message>
        <source>Podajesz je, bo bez nich nie załatwimy sprawy.</source>
        <translation>You give them because without them we can’t deal with the case.</translation>
    </message>
    <message>
        <source>Program odczytuje tekst pisma. O sprawie decyduje zawsze człowiek.</source>
        <translation>A program reads the text of the letter. A person always decides.</translation>
    </message>
    <message>
        <source>Twoje dane: cały tekst</source>
        <translation>Your data: the whole text</translation>
    </message>
    <message>
        <source>Dalej: część %1 z %2</source>
        <translation>Next: part %1 of %2</translation>
    </message>
    <message>
        <source>Wróć do pisma</source>
        <translation>Back to the letter</translation>
    </message>
    <message>
        <source>Wstecz</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Zamknij</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>ProgressLine</name>
    <message>
        <source>Postęp</source>
        <translation>Progress</translation>
    </message>
</context>
<context>
    <name>ReceiptScreen</name>
    <message>
        <source>Pismo złożone</source>
        <translation>Letter handed in</translation>
    </message>
    <message>
        <source>Mam numer, zakończ</source>
        <translation>I have the number: finish</translation>
    </message>
    <message>
        <source>Zakończ wizytę</source>
        <translation>End the visit</translation>
    </message>
    <message>
        <source>Numer pisma</source>
        <translation>Number of the letter</translation>
    </message>
    <message>
        <source>Skończył się papier w drukarce.</source>
        <translation>The printer is out of paper.</translation>
    </message>
    <message>
        <source>Pokrywa drukarki jest otwarta.</source>
        <translation>The cover of the printer is open.</translation>
    </message>
    <message>
        <source>Drukarka nie działa.</source>
        <translation>The printer is not working.</translation>
    </message>
    <message>
        <source>Albo zrób zdjęcie ekranu.</source>
        <translation>Or take a photo of the screen.</translation>
    </message>
    <message>
        <source>Kod do telefonu</source>
        <translation>Code for a phone</translation>
    </message>
    <message>
        <source>Zrób jeszcze dwie rzeczy</source>
        <translation>Two more things to do</translation>
    </message>
    <message>
        <source>Weź potwierdzenie</source>
        <translation>Take the receipt</translation>
    </message>
    <message>
        <source>Zapisz numer i hasło</source>
        <translation>Write down number and password</translation>
    </message>
    <message>
        <source>Leży pod ekranem, po prawej.</source>
        <translation>It lies below the screen, on the right.</translation>
    </message>
    <message>
        <source>Drukuję: jeszcze kilka sekund.</source>
        <translation>Printing: a few more seconds.</translation>
    </message>
    <message>
        <source>Zaraz wydrukuję.</source>
        <translation>I will print it in a moment.</translation>
    </message>
    <message>
        <source>Drukuję</source>
        <translation>Printing</translation>
    </message>
    <message>
        <source>Wrzuć kartki do skrzynki</source>
        <translation>Drop the sheets in the box</translation>
    </message>
    <message>
        <source>Skrzynka jest pod ekranem, po lewej.</source>
        <translation>The box is below the screen, on the left.</translation>
    </message>
    <message>
        <source>Drukuj jeszcze raz</source>
        <translation>Print again</translation>
    </message>
    <message>
        <source>Zawołaj pracownika</source>
        <translation>Call the staff</translation>
    </message>
    <message>
        <source>Złóż następne pismo</source>
        <translation>Hand in another letter</translation>
    </message>
    <message>
        <source>Hasło: %1</source>
        <translation>Password: %1</translation>
    </message>
</context>
<context>
    <name>RescanPageOverlay</name>
    <message>
        <source>Skanuj jeszcze raz</source>
        <translation>Scan again</translation>
    </message>
    <message>
        <source>Zostaw tak</source>
        <translation>Keep as it is</translation>
    </message>
</context>
<context>
    <name>ReviewScreen</name>
    <message>
        <source>Odłożone strony</source>
        <translation>Pages set aside</translation>
    </message>
    <message>
        <source>Strona %1</source>
        <translation>Page %1</translation>
    </message>
    <message>
        <source>Sprawdź strony</source>
        <translation>Check the pages</translation>
    </message>
    <message>
        <source>Tych stron nie wyślemy. Możesz je przywrócić.</source>
        <translation>We will not send these pages. You can put them back.</translation>
    </message>
    <message>
        <source>Sprawdź dane</source>
        <translation>Check details</translation>
    </message>
    <message>
        <source>Zamknij powiększenie</source>
        <translation>Close the large view</translation>
    </message>
    <message>
        <source>Wróć do pisma</source>
        <translation>Back to the letter</translation>
    </message>
    <message>
        <source>Tej strony nie umiem odczytać. Wyślę jej obraz.</source>
        <translation>I can’t read this page. I will send its picture.</translation>
    </message>
    <message>
        <source>Zostaw tak</source>
        <translation>Keep as it is</translation>
    </message>
    <message>
        <source>Nie ma żadnej strony. Dodaj kartki.</source>
        <translation>There is no page. Add sheets.</translation>
    </message>
    <message>
        <source>Powiększ</source>
        <translation>Enlarge</translation>
    </message>
    <message>
        <source>Obróć</source>
        <translation>Turn</translation>
    </message>
    <message>
        <source>Usuń stronę</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>Skanuj znów</source>
        <translation>Scan again</translation>
    </message>
    <message>
        <source>Cofnij</source>
        <translation>Undo</translation>
    </message>
</context>
<context>
    <name>Ring</name>
    <message>
        <source>Zostało sekund: %1</source>
        <translation>Seconds left: %1</translation>
    </message>
</context>
<context>
    <name>ScanningScreen</name>
    <message>
        <source>Skanuję stronę</source>
        <translation>Scanning the page</translation>
    </message>
    <message>
        <source>Skanuję Twoje pismo</source>
        <translation>Scanning your letter</translation>
    </message>
    <message>
        <source>Nie podnoś pokrywy.</source>
        <translation>Do not lift the lid.</translation>
    </message>
    <message>
        <source>Nie wyciągaj kartek. Same wysuną się na dole.</source>
        <translation>Do not pull the sheets. They come out at the bottom by themselves.</translation>
    </message>
    <message>
        <source>Zatrzymaj skanowanie</source>
        <translation>Stop scanning</translation>
    </message>
    <message numerus="yes">
        <source>kartki gotowe</source>
        <translation>
            <numerusform>sheet done</numerusform>
            <numerusform>sheets done</numerusform>
        </translation>
    </message>
    <message>
        <source>Pobieram pierwszą kartkę</source>
        <translation>Taking the first sheet</translation>
    </message>
    <message numerus="yes">
        <source>Czytam jeszcze %n strony.</source>
        <translation>
            <numerusform>Still reading %n page.</numerusform>
            <numerusform>Still reading %n pages.</numerusform>
        </translation>
    </message>
    <message>
        <source>To już wszystkie.</source>
        <translation>That is all of them.</translation>
    </message>
    <message>
        <source>Następna jest w skanerze.</source>
        <translation>The next one is in the scanner.</translation>
    </message>
    <message>
        <source>Czytam…</source>
        <translation>Reading…</translation>
    </message>
    <message>
        <source>Odczytana</source>
        <translation>Read</translation>
    </message>
    <message>
        <source>Jako obraz</source>
        <translation>As a picture</translation>
    </message>
    <message>
        <source>Strona %1</source>
        <translation>Page %1</translation>
    </message>
    <message>
        <source>Skanuję…</source>
        <translation>Scanning…</translation>
    </message>
    <message numerus="yes">
        <source>%n puste odwroty odłożone na bok.</source>
        <translation>
            <numerusform>%n blank back set aside.</numerusform>
            <numerusform>%n blank backs set aside.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SealingScreen</name>
    <message>
        <source>Składam Twoje pismo</source>
        <translation>Handing in your letter</translation>
    </message>
    <message>
        <source>To potrwa chwilę. Nie odchodź.</source>
        <translation>This takes a moment. Please stay.</translation>
    </message>
    <message>
        <source>Pakuję pismo…</source>
        <translation>Packing the letter…</translation>
    </message>
    <message>
        <source>Za chwilę wydrukuję potwierdzenie z numerem.</source>
        <translation>In a moment I will print a receipt with a number.</translation>
    </message>
    <message>
        <source>Pismo trafia do zamkniętej koperty.</source>
        <translation>The letter goes into a locked envelope.</translation>
    </message>
</context>
<context>
    <name>SignChoiceScreen</name>
    <message>
        <source>Jak chcesz podpisać?</source>
        <translation>How would you like to sign?</translation>
    </message>
    <message>
        <source>Oba sposoby są dobre.</source>
        <translation>Both ways are good.</translation>
    </message>
    <message>
        <source>Bez karty</source>
        <translation>Without a card</translation>
    </message>
    <message>
        <source>Liczy się podpis na papierze.</source>
        <translation>Your signature on paper counts.</translation>
    </message>
    <message>
        <source>Na końcu wrzucisz kartki do skrzynki.</source>
        <translation>At the end you drop the sheets in the box.</translation>
    </message>
    <message>
        <source>Podpisz kartą</source>
        <translation>Sign with a card</translation>
    </message>
    <message>
        <source>Masz e-dowód lub kartę z podpisem.</source>
        <translation>You have a Polish e-ID or a signature card.</translation>
    </message>
    <message>
        <source>Czytnik kart teraz nie działa.</source>
        <translation>The card reader is not working now.</translation>
    </message>
    <message>
        <source>Potrzebny jest PIN do podpisu.</source>
        <translation>You need its signature PIN.</translation>
    </message>
    <message>
        <source>Złóż pismo bez karty.</source>
        <translation>Hand in without a card.</translation>
    </message>
</context>
<context>
    <name>StatusScreen</name>
    <message>
        <source>Sprawdź sprawę</source>
        <translation>Check a case</translation>
    </message>
    <message>
        <source>Przepisz numer i hasło z potwierdzenia.</source>
        <translation>Copy the number and the password from the receipt.</translation>
    </message>
    <message>
        <source>Potwierdzenie: numer jest u góry, hasło na dole.</source>
        <translation>The receipt: the number is at the top, the password at the bottom.</translation>
    </message>
    <message>
        <source>Pokaż sprawę</source>
        <translation>Show the case</translation>
    </message>
    <message>
        <source>Pokaż</source>
        <translation>Show</translation>
    </message>
    <message>
        <source>Numer pisma</source>
        <translation>Number of the letter</translation>
    </message>
    <message>
        <source>Przykład: TOR1-7F3K-92QM-4</source>
        <translation>Example: TOR1-7F3K-92QM-4</translation>
    </message>
    <message>
        <source>Hasło</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>Jest na dole, w grupach po cztery.</source>
        <translation>It stands at the bottom, in groups of four.</translation>
    </message>
</context>
<context>
    <name>StatusShownScreen</name>
    <message>
        <source>Numer pisma: %1</source>
        <translation>Number of the letter: %1</translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>Kartki</source>
        <translation>Sheets</translation>
    </message>
    <message>
        <source>Strony</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>Dane</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Podpis</source>
        <translation>Signature</translation>
    </message>
    <message>
        <source>Złożenie</source>
        <translation>Handing in</translation>
    </message>
    <message>
        <source>Gotowe</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Krok %1 z %2: %3</source>
        <translation>Step %1 of %2: %3</translation>
    </message>
    <message>
        <source>%1 z %2</source>
        <translation>%1 of %2</translation>
    </message>
</context>
<context>
    <name>SummaryScreen</name>
    <message>
        <source>Czy wszystko się zgadza?</source>
        <translation>Is everything right?</translation>
    </message>
    <message>
        <source>Złóż pismo</source>
        <translation>Hand in the letter</translation>
    </message>
    <message>
        <source>Kto pisze</source>
        <translation>Who writes</translation>
    </message>
    <message>
        <source>Znak i data</source>
        <translation>Case mark and date</translation>
    </message>
    <message>
        <source>Telefon i e-mail</source>
        <translation>Telephone and e-mail</translation>
    </message>
    <message>
        <source>nie podano</source>
        <translation>not given</translation>
    </message>
    <message>
        <source>Podpis</source>
        <translation>Signature</translation>
    </message>
    <message>
        <source>Na papierze, bez karty</source>
        <translation>On paper, without a card</translation>
    </message>
    <message>
        <source>Z karty</source>
        <translation>From the card</translation>
    </message>
    <message>
        <source>Z karty: %1</source>
        <translation>From the card: %1</translation>
    </message>
    <message>
        <source>Strona %1</source>
        <translation>Page %1</translation>
    </message>
</context>
<context>
    <name>TextSizeOverlay</name>
    <message>
        <source>Zwykły tekst</source>
        <translation>Normal text</translation>
    </message>
    <message>
        <source>Większy tekst</source>
        <translation>Larger text</translation>
    </message>
    <message>
        <source>Duży tekst</source>
        <translation>Large text</translation>
    </message>
    <message>
        <source>Największy tekst</source>
        <translation>Largest text</translation>
    </message>
    <message>
        <source>Wielkość tekstu</source>
        <translation>Text size</translation>
    </message>
    <message>
        <source>Gotowe</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>Thumbnails</name>
    <message>
        <source>Strony pisma</source>
        <translation>Pages of the letter</translation>
    </message>
    <message>
        <source>Wcześniejsze strony</source>
        <translation>Earlier pages</translation>
    </message>
    <message>
        <source>Czytam…</source>
        <translation>Reading…</translation>
    </message>
    <message>
        <source>Trudna do odczytania</source>
        <translation>Hard to read</translation>
    </message>
    <message>
        <source>Pokazana</source>
        <translation>Shown</translation>
    </message>
    <message>
        <source>Dalsze strony</source>
        <translation>Later pages</translation>
    </message>
    <message>
        <source>Dodaj kartki</source>
        <translation>Add sheets</translation>
    </message>
    <message>
        <source>Puste: %1</source>
        <translation>Blank: %1</translation>
    </message>
    <message>
        <source>Usunięte: %1</source>
        <translation>Removed: %1</translation>
    </message>
    <message>
        <source>Odłożone: %1</source>
        <translation>Aside: %1</translation>
    </message>
    <message>
        <source>Pokaż odłożone strony</source>
        <translation>Show the pages set aside</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Teraz</source>
        <translation>Now</translation>
    </message>
    <message>
        <source>Potem</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>Zrobione</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>TERAZ</source>
        <translation>NOW</translation>
    </message>
</context>
<context>
    <name>TroubleScreen</name>
    <message>
        <source>Zawołaj pracownika</source>
        <translation>Call the staff</translation>
    </message>
    <message>
        <source>Pracownik dostał wiadomość</source>
        <translation>The staff have been told</translation>
    </message>
</context>
<context>
    <name>ZoomedPage</name>
    <message>
        <source>Mniejsze</source>
        <translation>Smaller</translation>
    </message>
    <message>
        <source>W górę</source>
        <translation>Up</translation>
    </message>
    <message>
        <source>Większe</source>
        <translation>Larger</translation>
    </message>
    <message>
        <source>W lewo</source>
        <translation>Left</translation>
    </message>
    <message>
        <source>W dół</source>
        <translation>Down</translation>
    </message>
    <message>
        <source>W prawo</source>
        <translation>Right</translation>
    </message>
</context>
</TS>
