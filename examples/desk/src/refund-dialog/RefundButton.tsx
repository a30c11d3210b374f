import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Undo2 } from 'lucide-react';
import type { RefundabilityPartsFragment } from '../generated/graphql';
import { RefundDialog } from './RefundDialog';

/** Opens the dialog. Each opening is a new refund: what the dialog holds, also its key, ends when it closes. */
export function RefundButton({ charge }: { readonly charge: RefundabilityPartsFragment }) {
  const [opened, { open, close }] = useDisclosure();
  return (
    <>
      <Button leftSection={<Undo2 size={16} aria-hidden />} onClick={open} data-shortcut="refund">
        Refund
      </Button>
      <RefundDialog charge={charge} opened={opened} onClose={close} />
    </>
  );
}
