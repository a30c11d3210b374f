import { Button, Group, Paper, Text, Title } from '@mantine/core';
import { type ReactNode, useId, useState } from 'react';

/** A chart that everybody can read: as a picture or as a table. */
export function ChartPanel(props: {
  readonly title: string;
  readonly summary: string;
  readonly chart: ReactNode;
  readonly table: ReactNode;
}) {
  const [asTable, setAsTable] = useState(false);
  const title = useId();
  return (
    <Paper withBorder radius="lg" p="lg" component="section" aria-labelledby={title}>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4" id={title}>
          {props.title}
        </Title>
        <Button variant="default" size="xs" onClick={() => setAsTable(!asTable)}>
          {asTable ? 'Show as a chart' : 'Show as a table'}
        </Button>
      </Group>
      <Text size="sm" c="dimmed" mb="md">
        {props.summary}
      </Text>
      {asTable ? (
        props.table
      ) : (
        <div role="img" aria-label={`${props.title}. ${props.summary}`}>
          {props.chart}
        </div>
      )}
    </Paper>
  );
}
