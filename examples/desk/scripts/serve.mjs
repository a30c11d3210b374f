import { fileURLToPath } from 'node:url';
import { preview } from 'vite';
import { proxyTo } from './proxy.mjs';

/**
 * Serves the built desk, and passes requests of the API on to a gateway.
 * @param {{ port: number, gatewayPort: number }} ports
 */
export async function serveDesk({ port, gatewayPort }) {
  const proxy = proxyTo(`http://127.0.0.1:${gatewayPort}`);
  return preview({
    root: fileURLToPath(new URL('..', import.meta.url)),
    logLevel: 'silent',
    preview: { port, strictPort: true, host: '127.0.0.1', proxy },
  });
}
