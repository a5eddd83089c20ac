#!/usr/bin/env bash
# Asks a running n8n for five code variations, its memory gateway the same question twice and one that needs the first one's answer, and its
# cooperative search for a cited report, through the webhooks of the templates, and checks what comes back. What is remembered goes into a namespace of its own.
#
#   scripts/test-shadow-clones.sh
#   N8N_ADDRESS=https://n8n.example.com scripts/test-shadow-clones.sh
#
# N8N_ADDRESS  where n8n answers, http://127.0.0.1:5678 when left out
# N8N_API_KEY  optional; with it a missing template is told from an unpublished one
#
# Needs curl and node. Ends with exit code 0, or with one sentence and exit code 1.
set -uo pipefail

address="${N8N_ADDRESS:-http://127.0.0.1:5678}"
address="${address%/}"
# The template in hand: use_template sets them.
path=""
template=""
answer_file="$(mktemp)"
trap 'rm -f "$answer_file"' EXIT

give_up() {
	printf '✗ %s\n' "$1" >&2
	exit 1
}

check_tools() {
	local tool
	for tool in curl node; do
		command -v "$tool" >/dev/null || give_up "This script needs $tool, which is not on the PATH."
	done
}

use_template() {
	path="$1"
	template="$2"
}

# Prints the HTTP status, 000 where nobody answered; the body goes to $answer_file.
ask() {
	curl --silent --show-error --max-time "$1" --output "$answer_file" --write-out '%{http_code}' "${@:2}" 2>/dev/null || true
}

check_health() {
	local status
	status="$(ask 5 "$address/healthz")"
	[ "$status" = 200 ] || give_up "No n8n answers at $address (health check: ${status/000/nobody there}); start it with npm start, or name yours with N8N_ADDRESS."
	printf '✓ n8n answers at %s\n' "$address"
}

# Only n8n's API knows whether a template that does not answer is missing or unpublished.
explain_no_webhook() {
	local where="Nobody answers at /webhook/$path"
	if [ -z "${N8N_API_KEY:-}" ]; then
		give_up "$where: the template $template is not imported into this n8n, or it is imported and not published."
	fi
	ask 10 --header "X-N8N-API-KEY: $N8N_API_KEY" "$address/api/v1/workflows?limit=250" >/dev/null
	case "$(read_answer find_template "$path")" in
		unpublished) give_up "$where: the template is imported but not published; press Publish in the editor." ;;
		missing) give_up "$where: the template is not imported; import $template in the editor and publish it." ;;
		*) give_up "$where, and n8n's API did not accept N8N_API_KEY to say why." ;;
	esac
}

# Sends the body to the template's webhook and reads the answer with the named function; an answer that is not as it must be ends the script.
check_answer() {
	local status verdict
	status="$(ask 55 --header 'content-type: application/json' --data "$1" "$address/webhook/$path")"
	case "$status" in
		000) give_up "n8n took the task but gave no answer within 55 seconds; is the model server in the credential busy or out of reach?" ;;
		404) explain_no_webhook ;;
		2??) ;;
		*) give_up "$(read_answer explain_failure "$status")" ;;
	esac
	if ! verdict="$(read_answer "${@:2}")"; then give_up "$verdict"; fi
	printf '%s\n' "$verdict"
}

check_variations() {
	use_template code-variations workflows/code-variations.json
	local body='{"task":"Write a JavaScript function add(a, b) that returns the sum of two numbers.","language":"javascript","tests":"assert.equal(add(2, 3), 5);\nassert.equal(add(-1, 1), 0);"}'
	check_answer "$body" check_variations
}

# The printer is another one each time, so that neither memory nor cache knows it from an earlier test.
check_memory() {
	use_template memory-gateway workflows/memory-gateway-shadow-clones-ready.json
	local printer="Bruno$RANDOM$RANDOM"
	local first='{"test":true,"question":"Our printer '"$printer"' stands in room 12. In which room does it stand?"}'
	local second='{"test":true,"question":"Where can I find the printer '"$printer"'?"}'
	check_answer "$first" check_first_question
	check_answer "$first" check_same_question
	check_answer "$second" check_second_question "$printer"
}

check_search() {
	use_template cooperative-search workflows/cooperative-search.json
	check_answer '{"test":true,"question":"Which is taller, the Eiffel Tower or Blackpool Tower, and by how much?"}' check_report
}

# Reads $answer_file with one of the functions below; what it prints is the result, its exit code the verdict.
read_answer() {
	node - "$answer_file" "$@" <<'JAVASCRIPT'
const [, , file, name, ...rest] = process.argv;
const text = require('node:fs').readFileSync(file, 'utf8');
let answer;
try {
	answer = JSON.parse(text);
} catch {
	answer = undefined;
}
const fail = (sentence) => {
	console.log(sentence);
	process.exit(1);
};

/** The receipt, where as many clones were asked as the template says, all answered, and it adds up. */
function receiptOf(what, list, clones = 5) {
	const receipt = answer?.receipt;
	if (!receipt || !Array.isArray(list)) {
		const said = answer?.error?.message ?? answer?.error ?? answer?.message;
		fail(said ? `No ${what} came back: ${String(said).replace(/\s+/g, ' ')}` : `The webhook answered with something else than ${what} and a receipt: ${text.trim().slice(0, 200)}`);
	}
	const { asked, answered, missing, tokens, requests } = receipt;
	const why = missing?.[0] ? ` (clone ${missing[0].clone}: ${String(missing[0].reason).replace(/\s+/g, ' ')})` : '';
	if (asked !== clones) fail(`${clones} clones were wanted, the receipt says that ${asked} were asked.`);
	if (answered === 0) fail(`None of the ${asked} clones was answered; does the model server in the credential run?${why}`);
	if (answered !== clones) fail(`Only ${answered} of ${clones} clones were answered${why}.`);
	if (answered + missing.length !== asked) fail(`The receipt does not add up: ${asked} asked, but ${answered} answered and ${missing.length} missing.`);
	if (!(tokens.prompt > 0 && tokens.completion > 0)) fail(`The receipt counts ${tokens.prompt} tokens read and ${tokens.completion} written, which cannot be.`);
	if (!(requests >= answered)) fail(`The receipt counts ${requests} requests for ${answered} answers, which cannot be.`);
	return receipt;
}

const functions = {
	find_template(path) {
		if (!Array.isArray(answer?.data)) return console.log('unknown');
		const owns = ({ nodes }) => nodes?.some(({ type, parameters }) => type === 'n8n-nodes-base.webhook' && parameters?.path === path);
		const found = answer.data.filter(owns);
		console.log(found.length === 0 ? 'missing' : 'unpublished');
	},
	explain_failure(status) {
		const said = answer?.error?.message ?? answer?.error ?? answer?.message ?? text.trim().slice(0, 300);
		const words = typeof said === 'string' ? said.replace(/\s+/g, ' ').replace(/\.$/, '') : JSON.stringify(said);
		// The template's own answer: the sentence of the node that stopped, with its advice.
		if (typeof answer?.error === 'string') return console.log([answer.error, answer.advice].filter(Boolean).join(' – ').replace(/\s+/g, ' '));
		console.log(`n8n stopped the workflow (${status}: ${words}); most often the model server named in the credential "vLLM account" does not answer, and the execution in the editor says why.`);
	},
	check_variations() {
		const receipt = receiptOf('variations', answer?.others);
		const variations = answer.others.length + (answer.best ? 1 : 0);
		if (variations !== receipt.answered) fail(`The receipt says ${receipt.answered} answered, but ${variations} variations came back.`);
		console.log(`✓ five clones answered in ${(receipt.wallMs / 1000).toFixed(1)} s`);
		console.log(`✓ the receipt adds up: ${receipt.tokens.prompt} tokens read, ${receipt.tokens.completion} written, ${receipt.requests} requests`);
		console.log(answer.best ? `✓ clone ${answer.best.clone} passed the tests and was picked` : '✓ none passed the tests, and none was picked');
	},
	check_first_question() {
		if (answer?.fromCache === true) fail('A question that was never asked before was answered from the cache.');
		const receipt = receiptOf('answer', answer?.clones);
		if (answer.clones.length !== receipt.answered) fail(`The receipt says ${receipt.answered} answered, but ${answer.clones.length} clones came back.`);
		if (answer.remembered?.error) fail(`The answer was not remembered: ${String(answer.remembered.error).replace(/\s+/g, ' ')}`);
		if (!answer.remembered) fail(`The answer was not remembered: ${String(answer.savedBecause).replace(/\s+/g, ' ')}`);
		if (answer.saved !== true) fail(`The answer was not kept for the same question: ${String(answer.savedBecause).replace(/\s+/g, ' ')}`);
		console.log(`✓ the memory gateway made one answer of ${receipt.answered}, in ${(receipt.wallMs / 1000).toFixed(1)} s, and remembered it`);
	},
	check_same_question() {
		if (answer?.fromCache !== true) fail('The same question was not answered from the cache.');
		console.log(`✓ the same question was answered from the cache, saved at ${answer.savedAt}`);
	},
	check_second_question(printer) {
		receiptOf('answer', answer?.clones);
		const recalled = Array.isArray(answer.recalled) ? answer.recalled : [];
		if (!recalled.some(({ text }) => String(text).includes(printer))) fail(`A question about what the first one said got ${recalled.length} memories, none of them about it.`);
		console.log('✓ a question that needs the first answer got it from memory');
	},
	check_report() {
		const receipt = receiptOf('report', answer?.clones, 3);
		if (typeof answer.answer !== 'string' || answer.answer.trim() === '') fail('The cooperative search answered without a report.');
		const { findings, citations, outcome, remembered } = answer;
		if (findings.length === 0 && outcome !== 'passedThrough') fail(`No clone found anything, and yet the report says that it was ${outcome}.`);
		if (findings.length > 0 && outcome !== 'passedThrough' && !(citations?.kept > 0)) fail('The report has no citation that holds.');
		if (outcome !== 'passedThrough' && !remembered?.id) fail(`The report was not remembered: ${String(remembered?.error ?? 'no reason given').replace(/\s+/g, ' ')}`);
		console.log(`✓ three clones researched together in ${(receipt.wallMs / 1000).toFixed(1)} s, in ${receipt.rounds.length} ${receipt.rounds.length === 1 ? 'round' : 'rounds'}`);
		console.log(findings.length > 0 ? `✓ ${findings.length} findings, ${citations?.kept ?? 0} citations that hold, ${citations?.dropped?.length ?? 0} dropped` : '✓ no finding was posted (is the model made for function calling?), and none was cited');
	},
};
functions[name](...rest);
JAVASCRIPT
}

check_tools
check_health
check_variations
check_memory
check_search
