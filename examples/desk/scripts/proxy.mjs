/**
 * What the desk's own address passes on to the gateway. The Host stays that of the desk: the gateway takes a page of
 * the same Host as its own, so the pages need no CORS.
 * @param {string} gateway
 * @returns {Record<string, import('vite').ProxyOptions>}
 */
export const proxyTo = (gateway) => ({ '/graphql': passOn(gateway), '/export': passOn(gateway) });

/**
 * @param {string} target
 * @returns {import('vite').ProxyOptions}
 */
const passOn = (target) => ({
  target,
  changeOrigin: false,
  configure: (proxy) => {
    proxy.on('proxyRes', (answer, _request, response) => {
      // The proxy does not pass on that a gateway broke off. A page that follows events would wait for ever.
      answer.on('close', () => {
        if (!answer.complete) response.destroy();
      });
    });
  },
});
