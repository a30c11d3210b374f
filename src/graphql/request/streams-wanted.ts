import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';

const EVENT_STREAM = 'text/event-stream';

/** Refuses a subscription whose client takes no event stream. Yoga would answer 406 without a word. */
export const streamsWanted: Plugin = {
  onSubscribe({ args, setResultAndStopExecution }) {
    const { request } = args.contextValue;
    const accept = request.headers.get('accept');
    if (accept !== null && !accept.includes(EVENT_STREAM))
      setResultAndStopExecution({ errors: [NOT_A_STREAM] });
  },
};

const NOT_A_STREAM = new GraphQLError(
  `A subscription is answered with an event stream. Send the header "Accept: ${EVENT_STREAM}".`,
  { extensions: { code: 'BAD_USER_INPUT', http: { status: 406 } } },
);
