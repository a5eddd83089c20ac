/** Words that say by themselves that there is nothing. */
export const nothingWords = wordSet(
	`nothing none null undefined nan empty unknown keine nichts aucun aucune rien ningún ninguno ninguna nada vacío nessun nessuno nessuna niente
	nenhum nenhuma não geen niets niet ничего никаких никакой отсутствует отсутствуют пусто неизвестно`,
);

/** What programs say when something went wrong, in whatever order. */
export const troubleWords = wordSet(
	`error errors exception fail failed failure unable invalid sorry denied timeout fehler erreur
	ошибка ошибки ошибку сбой извините простите невозможно недоступен недоступна недоступно отказано запрещён запрещен превышен превышено слишком`,
);

/** What looking something up is about: with one of the words above, or a denial, it says no more than that there is nothing. */
export const aboutLookingUp = wordSet(
	`know find found result results match matches matching search searching data information available answer answers respond response request requested
	http backend gateway proxy status code record records item items entry entries page pages document documents file directory resource exist exists good please again tool query input
	memory memories timed occur occurred fetch fetching connect connection access service server internal return returned output give gave given get got
	try tried wrong something anything went relevant provide provided help perform execute execution expression evaluate calculate calculation
	support supported allow allowed unexpected content context load loading system message question topic network reach reached unreachable
	bad many calls socket hang read process url value property type parse syntax web internet wikipedia google database index archive source sources list api number total count hits
	ergebnis ergebnisse treffer gefunden daten informationen suche seite es gab gibt wurde wurden konnte konnten werden résultat résultats trouvé trouvés trouvée page recherche données
	resultado resultados encontrado encontrados encontrada encontró encontraron encontrar página se hay datos información búsqueda risultato risultati trovato trovati trovata pagina si ricerca dati
	foi foram dados informação pesquisa resultaat resultaten gevonden zijn er gegevens
	найдено найден найдена найдены найти нашлось нашли удалось результат результаты результатов информация информации информацию сведений сведения данные данных запрос запросу
	запроса запросов поиск поиска поиску поисковому совпадений совпадения страница страницы страницу сервер сервера серверу сервис сервиса доступ доступа ответ ответа записей записи
	запись документов документы документ статья статьи статей попробуйте повторите позже снова знаю знаем известно соответствует соответствующих подходящих существует лимит много
	время времени ожидания истекло произошла внутренняя соединение соединения базе дано даёт может получить`,
);

/** Words of Russian that hold sentences together; those of other languages are in `functionWords`. */
export const otherFunctionWords = wordSet(
	'по во на о об обо с со к ко для и или а но что как из за от у же это этот эта этой этого эту вы мы вам вас нам вашему вашего ваш я был была было были быть есть пожалуйста вопрос вопросу вопроса теме ещё еще',
);

/** Denials that `denies` does not know, as other rules rest on what it knows. */
export const otherDenials = wordSet('не нет ни без нельзя');

function wordSet(words: string): ReadonlySet<string> {
	return new Set(words.trim().split(/\s+/));
}
