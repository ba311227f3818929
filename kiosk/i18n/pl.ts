<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pl_PL" sourcelanguage="pl_PL">
<context>
    <name>DetailsScreen</name>
    <message numerus="yes">
        <source>Nie jesteśmy ich pewni. Zostały %n.</source>
        <translation>
            <numerusform>Nie jesteśmy ich pewni. Zostało %n.</numerusform>
            <numerusform>Nie jesteśmy ich pewni. Zostały %n.</numerusform>
            <numerusform>Nie jesteśmy ich pewni. Zostało %n.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FeederScreen</name>
    <message numerus="yes">
        <source>Najwyżej
%n kartek</source>
        <translation>
            <numerusform>Najwyżej
%n kartka</numerusform>
            <numerusform>Najwyżej
%n kartki</numerusform>
            <numerusform>Najwyżej
%n kartek</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>InactivityOverlay</name>
    <message numerus="yes">
        <source>Za %n sekund wyczyścimy ekran.</source>
        <translation>
            <numerusform>Za %n sekundę wyczyścimy ekran.</numerusform>
            <numerusform>Za %n sekundy wyczyścimy ekran.</numerusform>
            <numerusform>Za %n sekund wyczyścimy ekran.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LetterAccount</name>
    <message numerus="yes">
        <source>%n kartki</source>
        <translation>
            <numerusform>%n kartka</numerusform>
            <numerusform>%n kartki</numerusform>
            <numerusform>%n kartek</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n strony tekstu</source>
        <translation>
            <numerusform>%n strona tekstu</numerusform>
            <numerusform>%n strony tekstu</numerusform>
            <numerusform>%n stron tekstu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n puste odwroty</source>
        <translation>
            <numerusform>%n pusty odwrót</numerusform>
            <numerusform>%n puste odwroty</numerusform>
            <numerusform>%n pustych odwrotów</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n usunięte strony</source>
        <translation>
            <numerusform>%n usunięta strona</numerusform>
            <numerusform>%n usunięte strony</numerusform>
            <numerusform>%n usuniętych stron</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n strony</source>
        <translation>
            <numerusform>%n strona</numerusform>
            <numerusform>%n strony</numerusform>
            <numerusform>%n stron</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n odłożone</source>
        <translation>
            <numerusform>%n odłożona</numerusform>
            <numerusform>%n odłożone</numerusform>
            <numerusform>%n odłożonych</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PinScreen</name>
    <message numerus="yes">
        <source>Masz %n próby. Potem karta się zablokuje.</source>
        <translation>
            <numerusform>Masz %n próbę. Potem karta się zablokuje.</numerusform>
            <numerusform>Masz %n próby. Potem karta się zablokuje.</numerusform>
            <numerusform>Masz %n prób. Potem karta się zablokuje.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScanningScreen</name>
    <message numerus="yes">
        <source>kartki gotowe</source>
        <translation>
            <numerusform>kartka gotowa</numerusform>
            <numerusform>kartki gotowe</numerusform>
            <numerusform>kartek gotowych</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Czytam jeszcze %n strony.</source>
        <translation>
            <numerusform>Czytam jeszcze %n stronę.</numerusform>
            <numerusform>Czytam jeszcze %n strony.</numerusform>
            <numerusform>Czytam jeszcze %n stron.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n puste odwroty odłożone na bok.</source>
        <translation>
            <numerusform>%n pusty odwrót odłożony na bok.</numerusform>
            <numerusform>%n puste odwroty odłożone na bok.</numerusform>
            <numerusform>%n pustych odwrotów odłożonych na bok.</numerusform>
        </translation>
    </message>
</context>
</TS>
