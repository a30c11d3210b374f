/** The gateway is reached under the desk's own address: the server in front of both passes it on. */
export const GATEWAY_PATH = '/graphql';
