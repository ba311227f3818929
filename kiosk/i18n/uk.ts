<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="uk_UA" sourcelanguage="pl_PL">
<context>
    <name>ActionRow</name>
    <message>
        <source>Wstecz</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>Zakończ</source>
        <translation>Завершити</translation>
    </message>
    <message>
        <source>Dalej</source>
        <translation>Далі</translation>
    </message>
</context>
<context>
    <name>AsidePages</name>
    <message>
        <source>Przywróć</source>
        <translation>Повернути</translation>
    </message>
    <message>
        <source>Usunięta strona kartki %1</source>
        <translation>Вилучена сторінка аркуша %1</translation>
    </message>
    <message>
        <source>Pusta strona kartki %1</source>
        <translation>Порожня сторона аркуша %1</translation>
    </message>
    <message>
        <source>Wcześniejsze</source>
        <translation>Попередні</translation>
    </message>
    <message>
        <source>Dalsze</source>
        <translation>Наступні</translation>
    </message>
</context>
<context>
    <name>AttractScreen</name>
    <message>
        <source>Ekran powitalny</source>
        <translation>Початковий екран</translation>
    </message>
    <message>
        <source>Masz pismo
do urzędu?
Złóż je tutaj.</source>
        <translation>Маєте лист
до установи?
Подайте тут.</translation>
    </message>
    <message>
        <source>Bezpłatnie i bez konta.
Z potwierdzeniem na papierze.</source>
        <translation>Безкоштовно й без реєстрації.
З підтвердженням на папері.</translation>
    </message>
    <message>
        <source>Dotknij, aby zacząć</source>
        <translation>Торкніться, щоб почати</translation>
    </message>
</context>
<context>
    <name>CardScreen</name>
    <message>
        <source>Włóż kartę do czytnika</source>
        <translation>Вставте картку в зчитувач</translation>
    </message>
    <message>
        <source>Czytnik jest pod ekranem, po prawej.</source>
        <translation>Зчитувач під екраном, праворуч.</translation>
    </message>
    <message>
        <source>Wpisz PIN</source>
        <translation>Ввести PIN</translation>
    </message>
    <message>
        <source>Czytnik kart teraz nie działa.</source>
        <translation>Зчитувач карток зараз не працює.</translation>
    </message>
    <message>
        <source>Karta jest w czytniku</source>
        <translation>Картка в зчитувачі</translation>
    </message>
    <message>
        <source>Czekam na kartę</source>
        <translation>Чекаю на картку</translation>
    </message>
    <message>
        <source>Złóż pismo bez karty</source>
        <translation>Подати лист без картки</translation>
    </message>
    <message>
        <source>Karta wchodzi do czytnika chipem do przodu.</source>
        <translation>Картка входить у зчитувач чипом уперед.</translation>
    </message>
</context>
<context>
    <name>ChangeRow</name>
    <message>
        <source>Zmień</source>
        <translation>Змінити</translation>
    </message>
    <message>
        <source>Dodaj</source>
        <translation>Додати</translation>
    </message>
</context>
<context>
    <name>ComfortBar</name>
    <message>
        <source>Tekst</source>
        <translation>Текст</translation>
    </message>
    <message>
        <source>Kontrast</source>
        <translation>Контраст</translation>
    </message>
    <message>
        <source>Niżej</source>
        <translation>Нижче</translation>
    </message>
    <message>
        <source>Czytaj</source>
        <translation>Читати</translation>
    </message>
    <message>
        <source>Pomoc</source>
        <translation>Довідка</translation>
    </message>
    <message>
        <source>Język: %1</source>
        <translation>Мова: %1</translation>
    </message>
    <message>
        <source>Wielkość tekstu</source>
        <translation>Розмір тексту</translation>
    </message>
    <message>
        <source>Duży kontrast</source>
        <translation>Високий контраст</translation>
    </message>
    <message>
        <source>Przyciski niżej</source>
        <translation>Кнопки нижче</translation>
    </message>
    <message>
        <source>Czytaj na głos</source>
        <translation>Читати вголос</translation>
    </message>
    <message>
        <source>Wygoda</source>
        <translation>Зручність</translation>
    </message>
</context>
<context>
    <name>DeletePageOverlay</name>
    <message>
        <source>Usunąć tę stronę?</source>
        <translation>Вилучити цю сторінку?</translation>
    </message>
    <message>
        <source>Urząd jej nie dostanie. Możesz ją potem przywrócić.</source>
        <translation>Установа її не отримає. Потім її можна повернути.</translation>
    </message>
    <message>
        <source>Zostaw stronę</source>
        <translation>Залишити</translation>
    </message>
    <message>
        <source>Usuń</source>
        <translation>Вилучити</translation>
    </message>
</context>
<context>
    <name>DetailsScreen</name>
    <message>
        <source>Sprawdź żółte słowa</source>
        <translation>Перевірте жовті слова</translation>
    </message>
    <message>
        <source>Sprawdź dane</source>
        <translation>Перевірте дані</translation>
    </message>
    <message numerus="yes">
        <source>Nie jesteśmy ich pewni. Zostały %n.</source>
        <translation>
            <numerusform>Ми в них не певні. Залишилося %n.</numerusform>
            <numerusform>Ми в них не певні. Залишилося %n.</numerusform>
            <numerusform>Ми в них не певні. Залишилося %n.</numerusform>
        </translation>
    </message>
    <message>
        <source>Tak zapiszę Twoje pismo.</source>
        <translation>Так я запишу Ваш лист.</translation>
    </message>
    <message>
        <source>Dalej</source>
        <translation>Далі</translation>
    </message>
    <message>
        <source>Sprawdź: %1</source>
        <translation>Перевірте: %1</translation>
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
        <translation>Стерти останню цифру</translation>
    </message>
</context>
<context>
    <name>DoubtfulField</name>
    <message>
        <source>W piśmie:</source>
        <translation>У листі:</translation>
    </message>
    <message>
        <source>Wycinek z Twojego pisma: %1</source>
        <translation>Фрагмент Вашого листа: %1</translation>
    </message>
    <message>
        <source>Wstaw: %1</source>
        <translation>Вставити: %1</translation>
    </message>
    <message>
        <source>Zostaw puste</source>
        <translation>Залишити порожнім</translation>
    </message>
    <message>
        <source>Zostaw: %1</source>
        <translation>Залишити: %1</translation>
    </message>
</context>
<context>
    <name>FeederScreen</name>
    <message>
        <source>Tekstem
do szyby</source>
        <translation>Текстом
до скла</translation>
    </message>
    <message>
        <source>Zamknij
pokrywę</source>
        <translation>Закрийте
кришку</translation>
    </message>
    <message>
        <source>Jedna strona
na raz</source>
        <translation>По одній
сторінці</translation>
    </message>
    <message>
        <source>Tekstem
do siebie</source>
        <translation>Текстом
до себе</translation>
    </message>
    <message>
        <source>Bez zszywek
i spinaczy</source>
        <translation>Без скоб
і скріпок</translation>
    </message>
    <message numerus="yes">
        <source>Najwyżej
%n kartek</source>
        <translation>
            <numerusform>Не більше
%n аркуша</numerusform>
            <numerusform>Не більше
%n аркушів</numerusform>
            <numerusform>Не більше
%n аркушів</numerusform>
        </translation>
    </message>
    <message>
        <source>Połóż kartkę na szybie</source>
        <translation>Покладіть аркуш на скло</translation>
    </message>
    <message>
        <source>Włóż kartki do podajnika</source>
        <translation>Вкладіть аркуші в лоток</translation>
    </message>
    <message>
        <source>Szyba jest pod pokrywą skanera.</source>
        <translation>Скло під кришкою сканера.</translation>
    </message>
    <message>
        <source>Podajnik jest pod ekranem.</source>
        <translation>Лоток під екраном.</translation>
    </message>
    <message>
        <source>Skanuj stronę</source>
        <translation>Сканувати</translation>
    </message>
    <message>
        <source>Skanuj kartki</source>
        <translation>Сканувати</translation>
    </message>
    <message>
        <source>Kartka leży na szybie tekstem w dół.</source>
        <translation>Аркуш лежить на склі текстом донизу.</translation>
    </message>
    <message>
        <source>Kartki wchodzą z góry do podajnika, tekstem do Ciebie.</source>
        <translation>Аркуші входять у лоток згори, текстом до Вас.</translation>
    </message>
    <message>
        <source>Skaner teraz nie działa. Zawołaj pracownika.</source>
        <translation>Сканер зараз не працює. Покличте працівника.</translation>
    </message>
    <message>
        <source>Czekam na kartki</source>
        <translation>Чекаю на аркуші</translation>
    </message>
    <message>
        <source>Kartki są w podajniku</source>
        <translation>Аркуші в лотку</translation>
    </message>
    <message>
        <source>Użyj podajnika: luźne kartki</source>
        <translation>Через лоток: окремі аркуші</translation>
    </message>
    <message>
        <source>Użyj szyby: książeczka, zniszczona kartka</source>
        <translation>На склі: книжечка, пошкоджений аркуш</translation>
    </message>
</context>
<context>
    <name>FieldEditor</name>
    <message>
        <source>Inny adresat</source>
        <translation>Інший адресат</translation>
    </message>
    <message>
        <source>Załącznik %1</source>
        <translation>Додаток %1</translation>
    </message>
    <message>
        <source>Skreśl</source>
        <translation>Стерти</translation>
    </message>
    <message>
        <source>Skreśl załącznik %1</source>
        <translation>Стерти додаток %1</translation>
    </message>
    <message>
        <source>Dopisz załącznik</source>
        <translation>Дописати додаток</translation>
    </message>
    <message>
        <source>Nie zmieniaj</source>
        <translation>Не змінювати</translation>
    </message>
    <message>
        <source>Zapisz</source>
        <translation>Зберегти</translation>
    </message>
</context>
<context>
    <name>FieldWords</name>
    <message>
        <source>Kto pisze</source>
        <translation>Хто пише</translation>
    </message>
    <message>
        <source>Adres do odpowiedzi</source>
        <translation>Адреса для відповіді</translation>
    </message>
    <message>
        <source>Do kogo</source>
        <translation>Кому</translation>
    </message>
    <message>
        <source>W sprawie</source>
        <translation>Про що</translation>
    </message>
    <message>
        <source>Znak sprawy</source>
        <translation>Знак справи</translation>
    </message>
    <message>
        <source>Data na piśmie</source>
        <translation>Дата на листі</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>Ел. пошта</translation>
    </message>
    <message>
        <source>Telefon</source>
        <translation>Телефон</translation>
    </message>
    <message>
        <source>Załączniki</source>
        <translation>Додатки</translation>
    </message>
    <message>
        <source>Imię i nazwisko albo nazwa firmy.</source>
        <translation>Ім’я та прізвище або назва фірми.</translation>
    </message>
    <message>
        <source>Ulica i numer, kod, miejscowość.</source>
        <translation>Вулиця й номер, індекс, населений пункт.</translation>
    </message>
    <message>
        <source>Wybierz z listy albo wpisz.</source>
        <translation>Виберіть зі списку або впишіть.</translation>
    </message>
    <message>
        <source>Jedno zdanie: o co chodzi.</source>
        <translation>Одне речення: про що йдеться.</translation>
    </message>
    <message>
        <source>Jest na piśmie z urzędu. Nie masz go? Zostaw puste.</source>
        <translation>Він на листі з установи. Не маєте його? Залиште порожнім.</translation>
    </message>
    <message>
        <source>Przykład: 9.04.2026</source>
        <translation>Приклад: 9.04.2026</translation>
    </message>
    <message>
        <source>Nie musisz go podawać.</source>
        <translation>Можна не вказувати.</translation>
    </message>
    <message>
        <source>Co jest dołączone do pisma.</source>
        <translation>Що додано до листа.</translation>
    </message>
    <message>
        <source>nie podano</source>
        <translation>не вказано</translation>
    </message>
</context>
<context>
    <name>FinishedScreen</name>
    <message>
        <source>Dziękujemy</source>
        <translation>Дякуємо</translation>
    </message>
    <message>
        <source>Ekran jest już czysty. Nic tu po Tobie nie zostało.</source>
        <translation>Екран очищено. Нічого Вашого тут не залишилося.</translation>
    </message>
    <message>
        <source>Zakończ</source>
        <translation>Завершити</translation>
    </message>
    <message>
        <source>Zabierz potwierdzenie i swoje rzeczy.</source>
        <translation>Заберіть підтвердження і свої речі.</translation>
    </message>
    <message>
        <source>Złóż następne pismo</source>
        <translation>Подати ще один лист</translation>
    </message>
</context>
<context>
    <name>HelpOverlay</name>
    <message>
        <source>Tu złożysz pismo do urzędu. Potrzebujesz tylko kartek z pismem. Dotknij dużego przycisku.</source>
        <translation>Тут можна подати лист до установи. Потрібні лише аркуші з листом. Торкніться великої кнопки.</translation>
    </message>
    <message>
        <source>Masz pismo na papierze? Naciśnij „Złóż pismo”. Pismo już złożone? Naciśnij „Sprawdź sprawę”.</source>
        <translation>Маєте лист на папері? Натисніть «Подати лист». Лист уже подано? Натисніть «Перевірити справу».</translation>
    </message>
    <message>
        <source>Tu piszemy, co zrobimy z Twoimi danymi. Dalej idziesz przyciskiem „Skanuj pismo”.</source>
        <translation>Тут написано, що ми зробимо з Вашими даними. Далі веде кнопка «Сканувати лист».</translation>
    </message>
    <message>
        <source>Wyjmij zszywki i spinacze. Wyrównaj kartki. Włóż je do podajnika tekstem do siebie.</source>
        <translation>Вийміть скоби й скріпки. Вирівняйте аркуші. Вкладіть їх у лоток текстом до себе.</translation>
    </message>
    <message>
        <source>Skaner pobiera kartki po kolei. Nic nie musisz robić. Kartki wysuną się na dole.</source>
        <translation>Сканер бере аркуші по черзі. Нічого не треба робити. Аркуші вийдуть унизу.</translation>
    </message>
    <message>
        <source>Zobacz, czy są wszystkie strony i czy widać tekst. Stronę możesz obrócić, usunąć albo skanować znów.</source>
        <translation>Подивіться, чи є всі сторінки й чи видно текст. Сторінку можна повернути, вилучити або сканувати знову.</translation>
    </message>
    <message>
        <source>Sprawdź żółte słowa. Naciśnij właściwe słowo albo wpisz je na klawiaturze.</source>
        <translation>Перевірте жовті слова. Натисніть правильне слово або впишіть його.</translation>
    </message>
    <message>
        <source>Masz kartę z podpisem? Możesz nią podpisać pismo. Bez karty też je złożysz.</source>
        <translation>Маєте картку з підписом? Нею можна підписати лист. Без картки його теж можна подати.</translation>
    </message>
    <message>
        <source>Włóż kartę do czytnika chipem do przodu. Nie wyjmuj jej w czasie podpisu.</source>
        <translation>Вставте картку в зчитувач чипом уперед. Не виймайте її під час підписання.</translation>
    </message>
    <message>
        <source>Wpisz kod PIN do podpisu. Zasłoń cyfry drugą ręką. Nikomu nie podawaj kodu.</source>
        <translation>Впишіть PIN для підпису. Прикрийте цифри другою рукою. Нікому не кажіть PIN.</translation>
    </message>
    <message>
        <source>Sprawdź, co wyślemy. Każdy wiersz możesz zmienić. Pismo złożysz dużym przyciskiem.</source>
        <translation>Перевірте, що ми надішлемо. Кожен рядок можна змінити. Лист подає велика кнопка.</translation>
    </message>
    <message>
        <source>Weź potwierdzenie. Numer pisma jest dowodem złożenia. Kartki wrzuć do skrzynki.</source>
        <translation>Візьміть підтвердження. Номер листа доводить, що його подано. Аркуші вкиньте в скриньку.</translation>
    </message>
    <message>
        <source>Numer i hasło są na potwierdzeniu. Przepisz je.</source>
        <translation>Номер і пароль є на підтвердженні. Перепишіть їх.</translation>
    </message>
    <message>
        <source>Zrób to, co jest napisane na ekranie. W razie kłopotu zawołaj pracownika.</source>
        <translation>Зробіть те, що написано на екрані. Якщо не виходить, покличте працівника.</translation>
    </message>
    <message>
        <source>Pomoc</source>
        <translation>Довідка</translation>
    </message>
    <message>
        <source>Wróć</source>
        <translation>Повернутися</translation>
    </message>
    <message>
        <source>Zawołaj pracownika</source>
        <translation>Покликати працівника</translation>
    </message>
</context>
<context>
    <name>HomeScreen</name>
    <message>
        <source>Co chcesz zrobić?</source>
        <translation>Що Ви хочете зробити?</translation>
    </message>
    <message>
        <source>Poprzednie pismo przerwane</source>
        <translation>Попередній лист перервано</translation>
    </message>
    <message>
        <source>Wybierz jedną sprawę.</source>
        <translation>Виберіть одну справу.</translation>
    </message>
    <message>
        <source>Nie zostało złożone. Kartki mogą być w skanerze.</source>
        <translation>Його не подано. Аркуші можуть бути в сканері.</translation>
    </message>
    <message>
        <source>Skaner teraz nie działa. Pismo przyjmie kancelaria.</source>
        <translation>Сканер зараз не працює. Лист прийме канцелярія.</translation>
    </message>
    <message>
        <source>Rozumiem</source>
        <translation>Зрозуміло</translation>
    </message>
    <message>
        <source>Mogło już zostać złożone. Nie składaj go drugi raz.</source>
        <translation>Можливо, його вже подано. Не подавайте його вдруге.</translation>
    </message>
    <message>
        <source>Kartki są Twoje?</source>
        <translation>Аркуші Ваші?</translation>
    </message>
    <message>
        <source>Zawołaj pracownika. Sprawdzi, czy pismo jest złożone.</source>
        <translation>Покличте працівника. Він перевірить, чи лист подано.</translation>
    </message>
    <message>
        <source>Wyjmij je ze skanera i złóż pismo jeszcze raz.</source>
        <translation>Вийміть їх зі сканера й подайте лист ще раз.</translation>
    </message>
    <message>
        <source>Kartki nie są Twoje?</source>
        <translation>Аркуші не Ваші?</translation>
    </message>
    <message>
        <source>Wyjmij je i oddaj pracownikowi.</source>
        <translation>Вийміть їх і віддайте працівникові.</translation>
    </message>
    <message>
        <source>Złóż pismo</source>
        <translation>Подати лист</translation>
    </message>
    <message>
        <source>Masz je na papierze</source>
        <translation>Він у Вас на папері</translation>
    </message>
    <message>
        <source>Sprawdź sprawę</source>
        <translation>Перевірити справу</translation>
    </message>
    <message>
        <source>Po numerze pisma</source>
        <translation>За номером листа</translation>
    </message>
</context>
<context>
    <name>InactivityOverlay</name>
    <message>
        <source>Czy nadal tu jesteś?</source>
        <translation>Ви ще тут?</translation>
    </message>
    <message numerus="yes">
        <source>Za %n sekund wyczyścimy ekran.</source>
        <translation>
            <numerusform>Через %n секунду ми очистимо екран.</numerusform>
            <numerusform>Через %n секунди ми очистимо екран.</numerusform>
            <numerusform>Через %n секунд ми очистимо екран.</numerusform>
        </translation>
    </message>
    <message>
        <source>Zostań</source>
        <translation>Залишитися</translation>
    </message>
    <message>
        <source>Zakończ</source>
        <translation>Завершити</translation>
    </message>
</context>
<context>
    <name>Keyboard</name>
    <message>
        <source>Klawiatura</source>
        <translation>Клавіатура</translation>
    </message>
    <message>
        <source>Zakończ</source>
        <translation>Завершити</translation>
    </message>
    <message>
        <source>Poprzednie</source>
        <translation>Попереднє</translation>
    </message>
    <message>
        <source>Następne</source>
        <translation>Наступне</translation>
    </message>
    <message>
        <source>Gotowe</source>
        <translation>Готово</translation>
    </message>
    <message>
        <source>Poprzednie pole</source>
        <translation>Попереднє поле</translation>
    </message>
    <message>
        <source>Następne pole</source>
        <translation>Наступне поле</translation>
    </message>
    <message>
        <source>Gotowe, zamknij klawiaturę</source>
        <translation>Готово, закрити клавіатуру</translation>
    </message>
    <message>
        <source>Zakończ wizytę</source>
        <translation>Завершити візит</translation>
    </message>
    <message>
        <source>Małe litery</source>
        <translation>Малі літери</translation>
    </message>
    <message>
        <source>Duże litery</source>
        <translation>Великі літери</translation>
    </message>
    <message>
        <source>Usuń znak</source>
        <translation>Стерти знак</translation>
    </message>
    <message>
        <source>abc</source>
        <translation>абв</translation>
    </message>
    <message>
        <source>Litery</source>
        <translation>Літери</translation>
    </message>
    <message>
        <source>Cyfry i znaki</source>
        <translation>Цифри та знаки</translation>
    </message>
    <message>
        <source>Inne litery</source>
        <translation>Інші літери</translation>
    </message>
    <message>
        <source>Polskie litery</source>
        <translation>Польські літери</translation>
    </message>
    <message>
        <source>spacja</source>
        <translation>пробіл</translation>
    </message>
    <message>
        <source>Spacja</source>
        <translation>Пробіл</translation>
    </message>
    <message>
        <source>kropka pl</source>
        <translation>крапка pl</translation>
    </message>
</context>
<context>
    <name>LanguageOverlay</name>
    <message>
        <source>Wybierz język</source>
        <translation>Виберіть мову</translation>
    </message>
    <message>
        <source>Gotowe</source>
        <translation>Готово</translation>
    </message>
</context>
<context>
    <name>LastTryOverlay</name>
    <message>
        <source>Została ostatnia próba</source>
        <translation>Залишилася остання спроба</translation>
    </message>
    <message>
        <source>Po złym kodzie PIN karta się zablokuje. Pismo możesz złożyć bez karty.</source>
        <translation>Після неправильного PIN картка заблокується. Лист можна подати без картки.</translation>
    </message>
    <message>
        <source>Złóż bez karty</source>
        <translation>Подати без картки</translation>
    </message>
    <message>
        <source>Wpisz PIN</source>
        <translation>Ввести PIN</translation>
    </message>
</context>
<context>
    <name>Layouts</name>
    <message>
        <source>kropka</source>
        <translation>крапка</translation>
    </message>
    <message>
        <source>przecinek</source>
        <translation>кома</translation>
    </message>
    <message>
        <source>myślnik</source>
        <translation>дефіс</translation>
    </message>
    <message>
        <source>ukośnik</source>
        <translation>скісна риска</translation>
    </message>
    <message>
        <source>dwukropek</source>
        <translation>двокрапка</translation>
    </message>
    <message>
        <source>średnik</source>
        <translation>крапка з комою</translation>
    </message>
    <message>
        <source>nawias otwarty</source>
        <translation>відкрита дужка</translation>
    </message>
    <message>
        <source>nawias zamknięty</source>
        <translation>закрита дужка</translation>
    </message>
    <message>
        <source>znak i</source>
        <translation>знак «і»</translation>
    </message>
    <message>
        <source>cudzysłów</source>
        <translation>лапки</translation>
    </message>
    <message>
        <source>małpa</source>
        <translation>знак «равлик»</translation>
    </message>
    <message>
        <source>krzyżyk</source>
        <translation>решітка</translation>
    </message>
    <message>
        <source>plus</source>
        <translation>плюс</translation>
    </message>
    <message>
        <source>podkreślenie</source>
        <translation>нижня риска</translation>
    </message>
    <message>
        <source>procent</source>
        <translation>відсоток</translation>
    </message>
    <message>
        <source>gwiazdka</source>
        <translation>зірочка</translation>
    </message>
    <message>
        <source>apostrof</source>
        <translation>апостроф</translation>
    </message>
    <message>
        <source>pytajnik</source>
        <translation>знак питання</translation>
    </message>
    <message>
        <source>cyfra %1</source>
        <translation>цифра %1</translation>
    </message>
    <message>
        <source>litera %1</source>
        <translation>літера %1</translation>
    </message>
    <message>
        <source>duża litera %1</source>
        <translation>велика літера %1</translation>
    </message>
</context>
<context>
    <name>LeaveOverlay</name>
    <message>
        <source>Zakończyć bez złożenia pisma?</source>
        <translation>Завершити, не подавши лист?</translation>
    </message>
    <message>
        <source>Wyczyścimy ekran. Pisma nie złożymy. Kartki weź ze sobą.</source>
        <translation>Ми очистимо екран. Лист не буде подано. Аркуші заберіть із собою.</translation>
    </message>
    <message>
        <source>Wróć do pisma</source>
        <translation>До листа</translation>
    </message>
    <message>
        <source>Zakończ</source>
        <translation>Завершити</translation>
    </message>
</context>
<context>
    <name>LetterAccount</name>
    <message numerus="yes">
        <source>%n kartki</source>
        <translation>
            <numerusform>%n аркуш</numerusform>
            <numerusform>%n аркуші</numerusform>
            <numerusform>%n аркушів</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n strony tekstu</source>
        <translation>
            <numerusform>%n сторінка тексту</numerusform>
            <numerusform>%n сторінки тексту</numerusform>
            <numerusform>%n сторінок тексту</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n puste odwroty</source>
        <translation>
            <numerusform>%n порожній зворот</numerusform>
            <numerusform>%n порожні звороти</numerusform>
            <numerusform>%n порожніх зворотів</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n usunięte strony</source>
        <translation>
            <numerusform>%n вилучена сторінка</numerusform>
            <numerusform>%n вилучені сторінки</numerusform>
            <numerusform>%n вилучених сторінок</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n strony</source>
        <translation>
            <numerusform>%n сторінка</numerusform>
            <numerusform>%n сторінки</numerusform>
            <numerusform>%n сторінок</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n odłożone</source>
        <translation>
            <numerusform>%n відкладена</numerusform>
            <numerusform>%n відкладені</numerusform>
            <numerusform>%n відкладених</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1: %2.</translation>
    </message>
    <message>
        <source>%1: %2 i %3.</source>
        <translation>%1: %2 і %3.</translation>
    </message>
</context>
<context>
    <name>NumberedStep</name>
    <message>
        <source>Zrobione</source>
        <translation>Зроблено</translation>
    </message>
    <message>
        <source>Teraz</source>
        <translation>Зараз</translation>
    </message>
    <message>
        <source>Potem</source>
        <translation>Потім</translation>
    </message>
</context>
<context>
    <name>OutOfServiceScreen</name>
    <message>
        <source>Urzędomat teraz nie działa</source>
        <translation>Пристрій зараз не працює</translation>
    </message>
    <message>
        <source>Złóż pismo w kancelarii urzędu.</source>
        <translation>Подайте лист у канцелярії установи.</translation>
    </message>
    <message>
        <source>Pisma złożone wcześniej są bezpieczne.</source>
        <translation>Раніше подані листи в безпеці.</translation>
    </message>
    <message>
        <source>Pracownik dostał wiadomość</source>
        <translation>Працівника повідомлено</translation>
    </message>
    <message>
        <source>Zawołaj pracownika</source>
        <translation>Покликати працівника</translation>
    </message>
</context>
<context>
    <name>PageCard</name>
    <message>
        <source>Strona %1</source>
        <translation>Сторінка %1</translation>
    </message>
    <message>
        <source>Pokazana</source>
        <translation>Показана</translation>
    </message>
</context>
<context>
    <name>PinBoxes</name>
    <message>
        <source>Wpisanych cyfr: %1</source>
        <translation>Вписано цифр: %1</translation>
    </message>
</context>
<context>
    <name>PinPad</name>
    <message>
        <source>Wyczyść</source>
        <translation>Стерти</translation>
    </message>
    <message>
        <source>Wyczyść wszystkie cyfry</source>
        <translation>Стерти всі цифри</translation>
    </message>
</context>
<context>
    <name>PinScreen</name>
    <message>
        <source>Wpisz PIN do podpisu</source>
        <translation>Впишіть PIN для підпису</translation>
    </message>
    <message>
        <source>Podpisuje: %1</source>
        <translation>Підписує: %1</translation>
    </message>
    <message>
        <source>Podpisz</source>
        <translation>Підписати</translation>
    </message>
    <message>
        <source>Karta jest w czytniku. Nie wyjmuj jej.</source>
        <translation>Картка в зчитувачі. Не виймайте її.</translation>
    </message>
    <message>
        <source>Karta nie mówi, ile masz prób. Wpisuj uważnie.</source>
        <translation>Картка не каже, скільки у Вас спроб. Вписуйте уважно.</translation>
    </message>
    <message>
        <source>To ostatnia próba. Potem karta się zablokuje.</source>
        <translation>Це остання спроба. Потім картка заблокується.</translation>
    </message>
    <message numerus="yes">
        <source>Masz %n próby. Potem karta się zablokuje.</source>
        <translation>
            <numerusform>У Вас %n спроба. Потім картка заблокується.</numerusform>
            <numerusform>У Вас %n спроби. Потім картка заблокується.</numerusform>
            <numerusform>У Вас %n спроб. Потім картка заблокується.</numerusform>
        </translation>
    </message>
    <message>
        <source>Zasłoń cyfry drugą ręką.</source>
        <translation>Прикрийте цифри другою рукою.</translation>
    </message>
</context>
<context>
    <name>PrivacyScreen</name>
    <message>
        <source>Załatwimy Twoją sprawę</source>
        <translation>Ми розглянемо Вашу справу</translation>
    </message>
    <message>
        <source>Zaszyfrujemy pismo</source>
        <translation>Ми зашифруємо лист</translation>
    </message>
    <message>
        <source>Wyczyścimy ekran</source>
        <translation>Ми очистимо екран</translation>
    </message>
    <message>
        <source>Pokażemy Ci Twoje dane</source>
        <translation>Ми покажемо Вам Ваші дані</translation>
    </message>
    <message>
        <source>Danych z pisma użyjemy tylko do tego.</source>
        <translation>Дані з листа потрібні лише для цього.</translation>
    </message>
    <message>
        <source>Przeczyta je tylko urząd.</source>
        <translation>Його прочитає лише установа.</translation>
    </message>
    <message>
        <source>Po Twojej wizycie nic tu nie zostanie.</source>
        <translation>Після Вашого візиту тут нічого не залишиться.</translation>
    </message>
    <message>
        <source>Możesz je zobaczyć i poprawić w urzędzie.</source>
        <translation>Їх можна побачити й виправити в установі.</translation>
    </message>
    <message>
        <source>Co zrobimy z Twoimi danymi</source>
        <translation>Що ми зробимо з Вашими даними</translation>
    </message>
    <message>
        <source>Skanuj pismo</source>
        <translation>Сканувати лист</translation>
    </message>
    <message>
        <source>Administratorem danych jest Marszałek Województwa Kujawsko-Pomorskiego. Podstawa: art. 6 ust. 1 lit. e RODO (zadanie publiczne).</source>
        <translation>Адміністратор даних: Маршал Куявсько-Поморського воєводства. Підстава: ст. 6 п. 1 літ. e GDPR (публічне завдання).</translation>
    </message>
    <message>
        <source>Pokaż całość</source>
        <translation>Показати все</translation>
    </message>
</context>
<context>
    <name>PrivacyTextOverlay</name>
    <message>
        <source>Kto odpowiada za dane</source>
        <translation>Хто відповідає за дані</translation>
    </message>
    <message>
        <source>Po co są nam dane</source>
        <translation>Навіщо нам дані</translation>
    </message>
    <message>
        <source>Na jakiej podstawie</source>
        <translation>На якій підставі</translation>
    </message>
    <message>
        <source>Komu je przekażemy</source>
        <translation>Кому ми їх передамо</translation>
    </message>
    <message>
        <source>Jak długo je trzymamy</source>
        <translation>Як довго ми їх зберігаємо</translation>
    </message>
    <message>
        <source>Twoje prawa</source>
        <translation>Ваші права</translation>
    </message>
    <message>
        <source>Czy musisz je podać</source>
        <translation>Чи треба їх подавати</translation>
    </message>
    <message>
        <source>Bez decyzji maszyny</source>
        <translation>Без рішень машини</translation>
    </message>
    <message>
        <source>Marszałek Województwa Kujawsko-Pomorskiego, Plac Teatralny 2, 87-100 Toruń. Pod tym adresem pracuje też inspektor ochrony danych.</source>
        <translation>Маршал Куявсько-Поморського воєводства, Plac Teatralny 2, 87-100 Toruń. За цією адресою працює також інспектор із захисту даних.</translation>
    </message>
    <message>
        <source>Przyjmiemy Twoje pismo, załatwimy sprawę i wyślemy odpowiedź.</source>
        <translation>Ми приймемо Ваш лист, розглянемо справу й надішлемо відповідь.</translation>
    </message>
    <message>
        <source>Art. 6 ust. 1 lit. c i e RODO: prawo każe nam to zrobić i jest to zadanie publiczne.</source>
        <translation>Ст. 6 п. 1 літ. c та e GDPR: цього вимагає закон і це публічне завдання.</translation>
    </message>
    <message>
        <source>Tylko tym, którym każe prawo. Nie wysyłamy danych poza Unię Europejską.</source>
        <translation>Лише тим, кому вимагає закон. Ми не надсилаємо дані за межі Європейського Союзу.</translation>
    </message>
    <message>
        <source>Urząd trzyma pismo tak długo, jak każą przepisy o archiwach. Z tego ekranu dane znikną po Twojej wizycie.</source>
        <translation>Установа зберігає лист стільки, скільки вимагають правила про архіви. З цього екрана дані зникнуть після Вашого візиту.</translation>
    </message>
    <message>
        <source>Możesz zobaczyć swoje dane, poprawić je, ograniczyć ich użycie i wnieść sprzeciw. Skargę złożysz do Prezesa Urzędu Ochrony Danych Osobowych.</source>
        <translation>Ви можете побачити свої дані, виправити їх, обмежити використання й заперечити. Скаргу подають Голові Управління захисту персональних даних.</translation>
    </message>
    <message>
        <source>Podajesz je, bo bez nich nie załatwimy sprawy.</source>
        <translation>Ви їх подаєте, бо без них ми не розглянемо справу.</translation>
    </message>
    <message>
        <source>Program odczytuje tekst pisma. O sprawie decyduje zawsze człowiek.</source>
        <translation>Програма читає текст листа. Рішення завжди приймає людина.</translation>
    </message>
    <message>
        <source>Twoje dane: cały tekst</source>
        <translation>Ваші дані: повний текст</translation>
    </message>
    <message>
        <source>Dalej: część %1 z %2</source>
        <translation>Далі: частина %1 з %2</translation>
    </message>
    <message>
        <source>Wróć do pisma</source>
        <translation>До листа</translation>
    </message>
    <message>
        <source>Wstecz</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>Zamknij</source>
        <translation>Закрити</translation>
    </message>
</context>
<context>
    <name>ProgressLine</name>
    <message>
        <source>Postęp</source>
        <translation>Перебіг</translation>
    </message>
</context>
<context>
    <name>ReceiptScreen</name>
    <message>
        <source>Pismo złożone</source>
        <translation>Лист подано</translation>
    </message>
    <message>
        <source>Mam numer, zakończ</source>
        <translation>Номер маю, завершити</translation>
    </message>
    <message>
        <source>Zakończ wizytę</source>
        <translation>Завершити візит</translation>
    </message>
    <message>
        <source>Numer pisma</source>
        <translation>Номер листа</translation>
    </message>
    <message>
        <source>Skończył się papier w drukarce.</source>
        <translation>У принтері закінчився папір.</translation>
    </message>
    <message>
        <source>Pokrywa drukarki jest otwarta.</source>
        <translation>Кришка принтера відкрита.</translation>
    </message>
    <message>
        <source>Drukarka nie działa.</source>
        <translation>Принтер не працює.</translation>
    </message>
    <message>
        <source>Albo zrób zdjęcie ekranu.</source>
        <translation>Або сфотографуйте екран.</translation>
    </message>
    <message>
        <source>Kod do telefonu</source>
        <translation>Код для телефону</translation>
    </message>
    <message>
        <source>Zrób jeszcze dwie rzeczy</source>
        <translation>Ще дві речі</translation>
    </message>
    <message>
        <source>Weź potwierdzenie</source>
        <translation>Візьміть підтвердження</translation>
    </message>
    <message>
        <source>Zapisz numer i hasło</source>
        <translation>Запишіть номер і пароль</translation>
    </message>
    <message>
        <source>Leży pod ekranem, po prawej.</source>
        <translation>Воно під екраном, праворуч.</translation>
    </message>
    <message>
        <source>Drukuję: jeszcze kilka sekund.</source>
        <translation>Друкую: ще кілька секунд.</translation>
    </message>
    <message>
        <source>Zaraz wydrukuję.</source>
        <translation>Зараз надрукую.</translation>
    </message>
    <message>
        <source>Drukuję</source>
        <translation>Друкую</translation>
    </message>
    <message>
        <source>Wrzuć kartki do skrzynki</source>
        <translation>Вкиньте аркуші в скриньку</translation>
    </message>
    <message>
        <source>Skrzynka jest pod ekranem, po lewej.</source>
        <translation>Скринька під екраном, ліворуч.</translation>
    </message>
    <message>
        <source>Drukuj jeszcze raz</source>
        <translation>Друкувати ще раз</translation>
    </message>
    <message>
        <source>Zawołaj pracownika</source>
        <translation>Покликати працівника</translation>
    </message>
    <message>
        <source>Złóż następne pismo</source>
        <translation>Подати ще один лист</translation>
    </message>
    <message>
        <source>Hasło: %1</source>
        <translation>Пароль: %1</translation>
    </message>
</context>
<context>
    <name>RescanPageOverlay</name>
    <message>
        <source>Skanuj jeszcze raz</source>
        <translation>Сканувати ще раз</translation>
    </message>
    <message>
        <source>Zostaw tak</source>
        <translation>Залишити так</translation>
    </message>
</context>
<context>
    <name>ReviewScreen</name>
    <message>
        <source>Odłożone strony</source>
        <translation>Відкладені сторінки</translation>
    </message>
    <message>
        <source>Strona %1</source>
        <translation>Сторінка %1</translation>
    </message>
    <message>
        <source>Sprawdź strony</source>
        <translation>Перевірте сторінки</translation>
    </message>
    <message>
        <source>Tych stron nie wyślemy. Możesz je przywrócić.</source>
        <translation>Ці сторінки ми не надішлемо. Їх можна повернути.</translation>
    </message>
    <message>
        <source>Sprawdź dane</source>
        <translation>Перевірити дані</translation>
    </message>
    <message>
        <source>Zamknij powiększenie</source>
        <translation>Закрити збільшення</translation>
    </message>
    <message>
        <source>Wróć do pisma</source>
        <translation>До листа</translation>
    </message>
    <message>
        <source>Tej strony nie umiem odczytać. Wyślę jej obraz.</source>
        <translation>Цю сторінку не вдалося прочитати. Я надішлю її зображення.</translation>
    </message>
    <message>
        <source>Zostaw tak</source>
        <translation>Залишити так</translation>
    </message>
    <message>
        <source>Nie ma żadnej strony. Dodaj kartki.</source>
        <translation>Немає жодної сторінки. Додайте аркуші.</translation>
    </message>
    <message>
        <source>Powiększ</source>
        <translation>Збільшити</translation>
    </message>
    <message>
        <source>Obróć</source>
        <translation>Обернути</translation>
    </message>
    <message>
        <source>Usuń stronę</source>
        <translation>Вилучити</translation>
    </message>
    <message>
        <source>Skanuj znów</source>
        <translation>Ще раз</translation>
    </message>
    <message>
        <source>Cofnij</source>
        <translation>Скасувати</translation>
    </message>
</context>
<context>
    <name>Ring</name>
    <message>
        <source>Zostało sekund: %1</source>
        <translation>Залишилося секунд: %1</translation>
    </message>
</context>
<context>
    <name>ScanningScreen</name>
    <message>
        <source>Skanuję stronę</source>
        <translation>Сканую сторінку</translation>
    </message>
    <message>
        <source>Skanuję Twoje pismo</source>
        <translation>Сканую Ваш лист</translation>
    </message>
    <message>
        <source>Nie podnoś pokrywy.</source>
        <translation>Не піднімайте кришку.</translation>
    </message>
    <message>
        <source>Nie wyciągaj kartek. Same wysuną się na dole.</source>
        <translation>Не витягуйте аркуші. Вони самі вийдуть унизу.</translation>
    </message>
    <message>
        <source>Zatrzymaj skanowanie</source>
        <translation>Зупинити сканування</translation>
    </message>
    <message numerus="yes">
        <source>kartki gotowe</source>
        <translation>
            <numerusform>аркуш готовий</numerusform>
            <numerusform>аркуші готові</numerusform>
            <numerusform>аркушів готово</numerusform>
        </translation>
    </message>
    <message>
        <source>Pobieram pierwszą kartkę</source>
        <translation>Беру перший аркуш</translation>
    </message>
    <message numerus="yes">
        <source>Czytam jeszcze %n strony.</source>
        <translation>
            <numerusform>Читаю ще %n сторінку.</numerusform>
            <numerusform>Читаю ще %n сторінки.</numerusform>
            <numerusform>Читаю ще %n сторінок.</numerusform>
        </translation>
    </message>
    <message>
        <source>To już wszystkie.</source>
        <translation>Це вже всі.</translation>
    </message>
    <message>
        <source>Następna jest w skanerze.</source>
        <translation>Наступний у сканері.</translation>
    </message>
    <message>
        <source>Czytam…</source>
        <translation>Читаю…</translation>
    </message>
    <message>
        <source>Odczytana</source>
        <translation>Прочитано</translation>
    </message>
    <message>
        <source>Jako obraz</source>
        <translation>Зображення</translation>
    </message>
    <message>
        <source>Strona %1</source>
        <translation>Сторінка %1</translation>
    </message>
    <message>
        <source>Skanuję…</source>
        <translation>Сканую…</translation>
    </message>
    <message numerus="yes">
        <source>%n puste odwroty odłożone na bok.</source>
        <translation>
            <numerusform>%n порожній зворот відкладено.</numerusform>
            <numerusform>%n порожні звороти відкладено.</numerusform>
            <numerusform>%n порожніх зворотів відкладено.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SealingScreen</name>
    <message>
        <source>Składam Twoje pismo</source>
        <translation>Подаю Ваш лист</translation>
    </message>
    <message>
        <source>To potrwa chwilę. Nie odchodź.</source>
        <translation>Це займе хвильку. Не відходьте.</translation>
    </message>
    <message>
        <source>Pakuję pismo…</source>
        <translation>Пакую лист…</translation>
    </message>
    <message>
        <source>Za chwilę wydrukuję potwierdzenie z numerem.</source>
        <translation>За хвильку надрукую підтвердження з номером.</translation>
    </message>
    <message>
        <source>Pismo trafia do zamkniętej koperty.</source>
        <translation>Лист потрапляє в замкнений конверт.</translation>
    </message>
</context>
<context>
    <name>SignChoiceScreen</name>
    <message>
        <source>Jak chcesz podpisać?</source>
        <translation>Як Ви хочете підписати?</translation>
    </message>
    <message>
        <source>Oba sposoby są dobre.</source>
        <translation>Обидва способи добрі.</translation>
    </message>
    <message>
        <source>Bez karty</source>
        <translation>Без картки</translation>
    </message>
    <message>
        <source>Liczy się podpis na papierze.</source>
        <translation>Важить підпис на папері.</translation>
    </message>
    <message>
        <source>Na końcu wrzucisz kartki do skrzynki.</source>
        <translation>Наприкінці вкинете аркуші в скриньку.</translation>
    </message>
    <message>
        <source>Podpisz kartą</source>
        <translation>Підписати карткою</translation>
    </message>
    <message>
        <source>Masz e-dowód lub kartę z podpisem.</source>
        <translation>Маєте е-посвідчення або картку з підписом.</translation>
    </message>
    <message>
        <source>Czytnik kart teraz nie działa.</source>
        <translation>Зчитувач карток зараз не працює.</translation>
    </message>
    <message>
        <source>Potrzebny jest PIN do podpisu.</source>
        <translation>Потрібен PIN для підпису.</translation>
    </message>
    <message>
        <source>Złóż pismo bez karty.</source>
        <translation>Подайте лист без картки.</translation>
    </message>
</context>
<context>
    <name>StatusScreen</name>
    <message>
        <source>Sprawdź sprawę</source>
        <translation>Перевірка справи</translation>
    </message>
    <message>
        <source>Przepisz numer i hasło z potwierdzenia.</source>
        <translation>Перепишіть номер і пароль із підтвердження.</translation>
    </message>
    <message>
        <source>Potwierdzenie: numer jest u góry, hasło na dole.</source>
        <translation>Підтвердження: номер угорі, пароль унизу.</translation>
    </message>
    <message>
        <source>Pokaż sprawę</source>
        <translation>Показати справу</translation>
    </message>
    <message>
        <source>Pokaż</source>
        <translation>Показати</translation>
    </message>
    <message>
        <source>Numer pisma</source>
        <translation>Номер листа</translation>
    </message>
    <message>
        <source>Przykład: TOR1-7F3K-92QM-4</source>
        <translation>Приклад: TOR1-7F3K-92QM-4</translation>
    </message>
    <message>
        <source>Hasło</source>
        <translation>Пароль</translation>
    </message>
    <message>
        <source>Jest na dole, w grupach po cztery.</source>
        <translation>Він унизу, групами по чотири.</translation>
    </message>
</context>
<context>
    <name>StatusShownScreen</name>
    <message>
        <source>Numer pisma: %1</source>
        <translation>Номер листа: %1</translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>Kartki</source>
        <translation>Аркуші</translation>
    </message>
    <message>
        <source>Strony</source>
        <translation>Сторінки</translation>
    </message>
    <message>
        <source>Dane</source>
        <translation>Дані</translation>
    </message>
    <message>
        <source>Podpis</source>
        <translation>Підпис</translation>
    </message>
    <message>
        <source>Złożenie</source>
        <translation>Подання</translation>
    </message>
    <message>
        <source>Gotowe</source>
        <translation>Готово</translation>
    </message>
    <message>
        <source>Krok %1 z %2: %3</source>
        <translation>Крок %1 з %2: %3</translation>
    </message>
    <message>
        <source>%1 z %2</source>
        <translation>%1 з %2</translation>
    </message>
</context>
<context>
    <name>SummaryScreen</name>
    <message>
        <source>Czy wszystko się zgadza?</source>
        <translation>Чи все правильно?</translation>
    </message>
    <message>
        <source>Złóż pismo</source>
        <translation>Подати лист</translation>
    </message>
    <message>
        <source>Kto pisze</source>
        <translation>Хто пише</translation>
    </message>
    <message>
        <source>Znak i data</source>
        <translation>Знак і дата</translation>
    </message>
    <message>
        <source>Telefon i e-mail</source>
        <translation>Телефон і ел. пошта</translation>
    </message>
    <message>
        <source>nie podano</source>
        <translation>не вказано</translation>
    </message>
    <message>
        <source>Podpis</source>
        <translation>Підпис</translation>
    </message>
    <message>
        <source>Na papierze, bez karty</source>
        <translation>На папері, без картки</translation>
    </message>
    <message>
        <source>Z karty</source>
        <translation>З картки</translation>
    </message>
    <message>
        <source>Z karty: %1</source>
        <translation>З картки: %1</translation>
    </message>
    <message>
        <source>Strona %1</source>
        <translation>Сторінка %1</translation>
    </message>
</context>
<context>
    <name>TextSizeOverlay</name>
    <message>
        <source>Zwykły tekst</source>
        <translation>Звичайний текст</translation>
    </message>
    <message>
        <source>Większy tekst</source>
        <translation>Більший текст</translation>
    </message>
    <message>
        <source>Duży tekst</source>
        <translation>Великий текст</translation>
    </message>
    <message>
        <source>Największy tekst</source>
        <translation>Найбільший текст</translation>
    </message>
    <message>
        <source>Wielkość tekstu</source>
        <translation>Розмір тексту</translation>
    </message>
    <message>
        <source>Gotowe</source>
        <translation>Готово</translation>
    </message>
</context>
<context>
    <name>Thumbnails</name>
    <message>
        <source>Strony pisma</source>
        <translation>Сторінки листа</translation>
    </message>
    <message>
        <source>Wcześniejsze strony</source>
        <translation>Попередні сторінки</translation>
    </message>
    <message>
        <source>Czytam…</source>
        <translation>Читаю…</translation>
    </message>
    <message>
        <source>Trudna do odczytania</source>
        <translation>Важко прочитати</translation>
    </message>
    <message>
        <source>Pokazana</source>
        <translation>Показана</translation>
    </message>
    <message>
        <source>Dalsze strony</source>
        <translation>Наступні сторінки</translation>
    </message>
    <message>
        <source>Dodaj kartki</source>
        <translation>Додати аркуші</translation>
    </message>
    <message>
        <source>Puste: %1</source>
        <translation>Порожні: %1</translation>
    </message>
    <message>
        <source>Usunięte: %1</source>
        <translation>Вилучені: %1</translation>
    </message>
    <message>
        <source>Odłożone: %1</source>
        <translation>Відкладені: %1</translation>
    </message>
    <message>
        <source>Pokaż odłożone strony</source>
        <translation>Показати відкладені сторінки</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Teraz</source>
        <translation>Зараз</translation>
    </message>
    <message>
        <source>Potem</source>
        <translation>Потім</translation>
    </message>
    <message>
        <source>Zrobione</source>
        <translation>Зроблено</translation>
    </message>
    <message>
        <source>TERAZ</source>
        <translation>ЗАРАЗ</translation>
    </message>
</context>
<context>
    <name>TroubleScreen</name>
    <message>
        <source>Zawołaj pracownika</source>
        <translation>Покликати працівника</translation>
    </message>
    <message>
        <source>Pracownik dostał wiadomość</source>
        <translation>Працівника повідомлено</translation>
    </message>
</context>
<context>
    <name>ZoomedPage</name>
    <message>
        <source>Mniejsze</source>
        <translation>Менше</translation>
    </message>
    <message>
        <source>W górę</source>
        <translation>Угору</translation>
    </message>
    <message>
        <source>Większe</source>
        <translation>Більше</translation>
    </message>
    <message>
        <source>W lewo</source>
        <translation>Ліворуч</translation>
    </message>
    <message>
        <source>W dół</source>
        <translation>Униз</translation>
    </message>
    <message>
        <source>W prawo</source>
        <translation>Праворуч</translation>
    </message>
</context>
</TS>
