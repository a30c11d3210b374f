import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { proxyTo } from './scripts/proxy.mjs';

const proxy = proxyTo(process.env['GATEWAY_URL'] ?? 'http://127.0.0.1:4000');

export default defineConfig({
  plugins: [react()],
  server: { host: '127.0.0.1', proxy },
  preview: { host: '127.0.0.1', proxy },
  build: { chunkSizeWarningLimit: 1_200 },
});
