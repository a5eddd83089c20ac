import { describe, expect, it } from 'vitest';
import { errorIn } from '../../../nodes/engine/quotes/tellsOfError';

const asked = 'How tall is Blackpool Tower? {"q":"Blackpool Tower height"} search_the_web';

describe('errorIn', () => {
	it.each([
		['404 Not Found', '404 Not Found'],
		['429 Too Many Requests', '429 Too Many Requests'],
		['HTTP/1.1 503 Service Unavailable\nRetry-After: 120', 'HTTP/1.1 503 Service Unavailable'],
		['404 Not Found\n\n----------\n\nnginx/1.24.0', '404 Not Found'],
		['403 Forbidden\n\nForbidden\n\nYou don’t have permission to access this resource.\n\nApache/2.4.57 Server', '403 Forbidden'],
		['404. That’s an error.\n\nThe requested URL /tower was not found on this server. That’s all we know.', '404. That’s an error'],
		['Error 503 Backend fetch failed\n\nGuru Meditation:\n\nXID: 1163', 'Error 503 Backend fetch failed'],
		['Rate limit exceeded', 'Rate limit exceeded'],
		[
			'message: API rate limit exceeded for 1.2.3.4. Authenticated requests get more.\ndocumentation_url: https://docs.example',
			'API rate limit exceeded for 1',
		],
		[
			'You exceeded your current quota, please check your plan and billing details.',
			'You exceeded your current quota, please check your plan and billing details',
		],
		['Too many requests, please try again later.', 'Too many requests, please try again later'],
		['429 - {"code":1015}', '429 - {"code":1015}'],
		['Page not found · Towers', 'Page not found'],
		['Page not found\n\nGo to the start page', 'Page not found'],
		['Access Denied\n\nYou do not have permission to access this server.\n\nReference #18.2', 'Access Denied'],
		['Just a moment...\n\nEnable JavaScript and cookies to continue', 'Just a moment'],
		['Sorry, you have been blocked\n\nYou are unable to access towers.example', 'Sorry, you have been blocked'],
		['Internal Server Error', 'Internal Server Error'],
		['502: Bad gateway\n\nVisit cloudflare.com for more information.', '502: Bad gateway'],
		['500 内部サーバーエラー', '500 内部サーバーエラー'],
		['404 页面不存在\n\n返回首页', '404 页面不存在'],
		['404 Страница не найдена\n\nНа главную', '404 Страница не найдена'],
		['Cannot GET /towers', 'Cannot GET /towers'],
		["Server Error in '/' Application.", "Server Error in '/' Application"],
		[
			'upstream connect error or disconnect/reset before headers. reset reason: overflow',
			'upstream connect error or disconnect/reset before headers',
		],
		['The page you were looking for doesn’t exist (404)', 'The page you were looking for doesn’t exist'],
		['The requested URL was not found on this server.', 'The requested URL was not found on this server'],
		['no healthy upstream', 'no healthy upstream'],
		['503 - "<html>Come back later</html>"', '503 - "<html>Come back later</html>"'],
		['<?xml version="1.0"?>\n<Error><Code>NoSuchKey</Code></Error>', '<?xml version="1.0"?>'],
	])('finds what went wrong in %j', (text, head) => {
		expect(errorIn(text, asked)).toBe(head);
	});

	it.each([
		['a number alone', '404'],
		['a count', '404 results found'],
		['a count of errors', '503 errors were found in the data.\nThe first was at noon.'],
		['a room', 'Room 404 is on the third floor.'],
		['a page number', '429 pages about towers'],
		['an article of another title', 'HTTP 404\n\nIn computer network communications, 404 Not Found is an error message.'],
		['a sentence that goes on', 'Access denied to journalists was what the report criticised.'],
		['a limit', 'The rate limit is 100 requests a minute.'],
		['a story', 'Just a moment before noon the tower opened.'],
		['words in the middle', 'The tower was opened in 1894.\n404 Not Found\nRate limit exceeded'],
		['a long page', `404 Not Found\n\n${'This status says that the server has no such page. '.repeat(50)}`],
	])('takes for none: %s', (_, text) => {
		expect(errorIn(text, asked)).toBeUndefined();
	});

	it('takes a status for none that the question is about', () => {
		const text = '404 Not Found\n\nThe server cannot find the requested resource.';
		expect(errorIn(text, asked)).toBe('404 Not Found');
		expect(errorIn(text, 'What does the HTTP status 404 mean?')).toBeUndefined();
	});
});
