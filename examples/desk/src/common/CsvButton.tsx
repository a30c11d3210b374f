import { Button, Group, Text } from '@mantine/core';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { exportCsv } from '../gateway/export-csv';

/** Downloads the whole list as CSV, with the filters of the screen. */
export function CsvButton({ list, filter }: { readonly list: string; readonly filter: object }) {
  const [isLoading, setIsLoading] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const download = async () => {
    setIsLoading(true);
    setFault(null);
    try {
      save(await exportCsv(list, filter), `${list}-${new Date().toISOString().slice(0, 10)}.csv`);
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
    } finally {
      setIsLoading(false);
    }
  };
  return (
    <Group gap="sm">
      {fault && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          The export failed: {fault}
        </Text>
      )}
      <Button
        variant="default"
        size="xs"
        leftSection={<Download size={14} aria-hidden />}
        loading={isLoading}
        onClick={download}
      >
        CSV
      </Button>
    </Group>
  );
}

function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
