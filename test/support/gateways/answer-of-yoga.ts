import type { YogaServerInstance } from 'graphql-yoga';
import type { Gateway } from '../../../src/graphql/request/yoga.js';

/** Answers requests by a Yoga of the test alone, as a gateway does with operations that it does not know. */
export const answerOfYoga =
  (yoga: Pick<YogaServerInstance<object, object>, 'getResultForParams'>): Gateway['answer'] =>
  async (params, request, context) =>
    (await yoga.getResultForParams({ params, request: request as never }, context as never)) as never;
