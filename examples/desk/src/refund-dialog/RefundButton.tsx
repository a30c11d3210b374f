import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Undo2 } from 'lucide-react';
import type { RefundabilityPartsFragment } from '../generated/graphql';
import type { Replaced } from './form';
import { RefundDialog } from './RefundDialog';

interface Props {
  readonly charge: RefundabilityPartsFragment;
  /** Whether there is something to refund. A dialog that is open stays open, to tell how it ended. */
  readonly offered: boolean;
  /** The failed or canceled refund that the new one makes good. */
  readonly replaces?: Replaced;
}

/** Opens the dialog. Each opening is a new refund: what the dialog holds, also its key, ends when it closes. */
export function RefundButton({ charge, offered, replaces }: Props) {
  const [opened, { open, close }] = useDisclosure();
  if (!offered && !opened) return null;
  return (
    <>
      <Button leftSection={<Undo2 size={16} aria-hidden />} onClick={open} data-shortcut="refund">
        {replaces ? 'Refund again' : 'Refund'}
      </Button>
      <RefundDialog charge={charge} replaces={replaces} opened={opened} onClose={close} />
    </>
  );
}
