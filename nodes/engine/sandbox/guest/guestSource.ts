import { assertSource } from './assert';
import { clockSource } from './clock';
import { environmentSource } from './environment/index';
import { equalitySource } from './equality';
import { gapsSource } from './gaps';
import { inspectSource } from './inspect';
import { lockSource } from './lock';
import { primordialsSource } from './primordials';
import { runnerSource } from './runner';

/**
 * Everything that runs beside a candidate, as one function of the host's print and its limit.
 *
 * Needs nothing but the language: the same text runs in QuickJS and, for the HTTP service, in Node.
 */
export const guestSource = `(function (hostPrint, maxOutput) {
'use strict';
${primordialsSource}${equalitySource}${inspectSource}${assertSource}${gapsSource}${clockSource}${environmentSource}${lockSource}${runnerSource}
lock();
return { learnLocales, runTests, runCases, adoptExports, describeError, noteTrouble, step, report };
})`;
