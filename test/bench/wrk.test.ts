import { expect, test } from 'vitest';
import { readReport } from '../../bench/measure/wrk.js';

/** What wrk and its script print. */
const report = ({
  requests = 6392,
  silent = 0,
  wrong = 0,
  first = '',
}) => `Running 2s test @ http://127.0.0.1:1/
  1 threads and 8 connections
  Latency Distribution
     50%    1.85ms
     75%    2.40ms
     90%    3.00ms
     99%  414.36ms
  ${requests} requests in 2.03s, 1.00MB read
Requests/sec:   3152.35
Transfer/sec:    500.00KB
Answers: ${requests} seen, ${requests} searched, silent for ${silent} s, ${wrong} wrong: ${first}
`;

test('the figures of a run are read', () => {
  expect(readReport(report({ silent: 1 }), 'a')).toEqual({
    requests: 6392,
    perSecond: 3152.35,
    p50Ms: 1.85,
    p99Ms: 414.36,
  });
});

test('a wrong answer ends the run', () => {
  const text = report({ wrong: 1, first: '200 {"errors":[], 2 wrong: ' });
  expect(() => readReport(text, 'a')).toThrow('1 wrong answers, the first: 200 {"errors":[]');
});

test('a server that falls silent ends the run', () => {
  expect(() => readReport(report({ silent: 2 }), 'a')).toThrow('silent for the last 2 s, after 6392 answers');
  expect(() => readReport(report({ requests: 0, silent: 1 }), 'a')).toThrow('after 0 answers');
});
