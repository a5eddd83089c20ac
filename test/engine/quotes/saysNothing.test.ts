import { describe, expect, it } from 'vitest';
import { saysNothing } from '../../../nodes/engine/quotes/saysNothing';

const asked = 'How tall is Blackpool Tower? {"q":"Blackpool Tower height"} search_the_web';

describe('saysNothing', () => {
	it.each([
		"I don't know how to do that.",
		'I don’t know.',
		'Nothing was found in memory about this.',
		'No good Wikipedia Search Result Found',
		'No good search result found',
		'No results for "Blackpool Tower height".',
		'There was an error: "Request failed with status code 404"',
		'response: There was an error: "getaddrinfo ENOTFOUND search.example.com"',
		'error: The expression ends where a number was expected',
		'TypeError: x is not a function',
		'Request failed with status code 500',
		"Sorry, I couldn't find any information about that.",
		'No matching documents.',
		'number_of_results: 0',
		'hits: 0',
		'Treffer: 0',
		'undefined',
		'null',
		'N/A',
		'[]',
		'  - ',
		'Keine Ergebnisse gefunden.',
		'Es wurden keine Treffer gefunden.',
		'Aucun résultat trouvé',
		'No se encontraron resultados.',
		'No hay resultados para Blackpool',
		'Nessun risultato trovato',
		'Nenhum resultado encontrado.',
		'Geen resultaten gevonden',
		'Ничего не найдено.',
		'По вашему запросу ничего не найдено',
		'Нет результатов для Blackpool',
		'Не удалось найти информацию.',
		'Результаты отсутствуют',
		'Страница не найдена',
		'Ошибка: нет соединения с сервером',
		'没有找到相关结果。',
		'未找到与“Blackpool Tower”相关的信息',
		'抱歉，没有找到任何结果',
		'找不到页面',
		'查無資料',
		'共找到0条结果',
		'错误：请求超时',
		'服务器内部错误，请稍后再试。',
		'見つかりませんでした。',
		'検索結果はありません',
		'「Blackpool Tower」に一致する情報は見つかりませんでした。',
		'お探しのページは見つかりません',
		'該当するデータがありません',
		'0件の結果',
		'エラーが発生しました。しばらくしてからもう一度お試しください。',
		'申し訳ございませんが、何も見つかりませんでした',
		'404 Not Found',
		'HTTP/1.1 503 Service Unavailable',
		'Too Many Requests (429)',
		'Error 502: Bad Gateway',
		'Error 404 while fetching the page: not there',
	])('is true of %j', (text) => {
		expect(saysNothing(text, asked)).toBe(true);
	});

	it.each([
		'172',
		'0',
		'count: 0',
		'total: 0',
		'response: 0',
		'result: 0',
		'data: 0',
		'open_records: 0',
		'Paris',
		'Blackpool Tower is 158 metres tall.',
		'The Eiffel Tower is not taller than Blackpool Tower.',
		'Blackpool Tower is taller.',
		'The mission failed in 1967.',
		'Es wurden keine Menschen verletzt.',
		'No hay leones en Europa.',
		'No evidence was found that the tower sways.',
		'Nobody knows who drew the plans.',
		'There is no statue on it.',
		'Error correction codes were described by Richard Hamming in 1950.',
		'The first search engine was called Archie.',
		`Nothing was found. ${'The tower stands by the sea. '.repeat(20)}`,
		'Error correction: Hamming codes find one wrong bit.',
		'404 pages were counted.',
		'Page 404 is about Blackpool Tower.',
		'Башня не выше Эйфелевой башни.',
		'Львов в Европе нет.',
		'Учёные не нашли следов воды.',
		'Он ничего не сказал.',
		'埃菲尔铁塔不比布莱克浦塔高。',
		'欧洲没有狮子。',
		'没有发现水的痕迹',
		'天空',
		'超过100',
		'ヨーロッパにライオンはいません。',
		'水の跡は見つかりませんでした。',
		'集中',
		'日本',
		'404号室は三階にあります。',
	])('is false of %j', (text) => {
		expect(saysNothing(text, asked)).toBe(false);
	});

	it.each([
		['欧洲有没有狮子？', '欧洲没有狮子。'],
		['ヨーロッパにライオンはいますか。', 'ヨーロッパにライオンはいません。'],
		['Есть ли львы в Европе?', 'Львов в Европе нет.'],
	])('is false of a denial in the words of what was asked: %s', (task, text) => {
		expect(saysNothing(text, `${task} look_up`)).toBe(false);
	});

	it.each([
		['布莱克浦塔的高度是多少？', '没有找到关于布莱克浦塔高度的信息。'],
		['ブラックプールタワーの高さは？', 'ブラックプールタワーの高さに関する情報は見つかりませんでした。'],
		['Какова высота башни Блэкпула?', 'Информация о высоте башни Блэкпула не найдена.'],
	])('is true where what was asked is named beside: %s', (task, text) => {
		expect(saysNothing(text, `${task} look_up`)).toBe(true);
		expect(saysNothing(text, 'look_up')).toBe(false);
	});

	it.each([
		['English', 'Nothing was found. No results. ', 'The tower stands by the sea. '],
		['Russian', 'Ничего не найдено. ', 'Башня стоит у моря. '],
		['Chinese', '没有找到相关结果。', '这座塔矗立在海边。'],
		['Japanese', '見つかりませんでした。', 'その塔は海辺に立っている。'],
	])('is false of a page that has such words among others: %s', (_, nothing, something) => {
		expect(saysNothing(`${nothing}${something}`, asked)).toBe(false);
		expect(saysNothing(`${something}${nothing}`, asked)).toBe(false);
		expect(saysNothing(`${nothing.repeat(50)}${something}`, asked)).toBe(false);
	});
});
