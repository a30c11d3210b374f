import { Anchor, createTheme, Modal, Table } from '@mantine/core';

/** One accent colour, and a typeface with numerals of one width. */
export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  colors: {
    ink: [
      '#eef1fd',
      '#dbe1fa',
      '#b6c2f4',
      '#8ea1ef',
      '#8b9cf2',
      '#8496f0',
      '#4762d6',
      '#2f4bc7',
      '#263ea8',
      '#1d2f82',
    ],
  },
  defaultRadius: 'md',
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, monospace',
  headings: { fontWeight: '650' },
  respectReducedMotion: true,
  components: {
    Anchor: Anchor.extend({ defaultProps: { inherit: true } }),
    Modal: Modal.extend({
      defaultProps: {
        radius: 'lg',
        padding: 'lg',
        // A page has one banner, and the header of a dialog is none.
        attributes: { header: { role: 'presentation' } },
      },
      styles: { title: { fontWeight: 650, fontSize: 18 } },
    }),
    Table: Table.extend({ defaultProps: { fz: 'sm' } }),
  },
});
