import { Paper, SegmentedControl, Stack } from '@mantine/core';
import { EmptyState } from '../common/EmptyState';
import { Loaded } from '../common/Loaded';
import { Loading } from '../common/Loading';
import { Pager } from '../common/Pager';
import { Screen } from '../common/Screen';
import { usePage } from '../common/usePage';
import { useUrlValues } from '../common/useUrlValues';
import { useLiveQuery } from '../live/useLiveQuery';
import { ApprovalCard } from './ApprovalCard';
import { approvalsQuery } from './documents';

/** Refunds that wait for somebody to approve them, and those that did. */
export function ApprovalsScreen() {
  const { params, change } = useUrlValues();
  const all = params.get('show') === 'all';
  const filter = all ? {} : { status: ['PENDING' as const] };
  const result = useLiveQuery({ query: approvalsQuery, variables: { ...usePage(), filter } });
  return (
    <Screen
      title="Approvals"
      actions={
        <SegmentedControl
          aria-label="Which approvals"
          data={[
            { value: 'waiting', label: 'Waiting' },
            { value: 'all', label: 'All' },
          ]}
          value={all ? 'all' : 'waiting'}
          onChange={(show) => change({ show: show === 'all' ? 'all' : null })}
        />
      }
    >
      <Loaded result={result} skeleton={<Loading rows={3} height={140} />}>
        {({ refundApprovals: { nodes, pageInfo, totalCount } }) =>
          nodes.length === 0 ? (
            <Paper withBorder radius="lg">
              <EmptyState title={all ? 'No approvals yet' : 'Nothing waits for approval'}>
                A refund beyond the limits of who asks for it waits here, if the gateway’s policy says so.
              </EmptyState>
            </Paper>
          ) : (
            <Stack gap="md">
              {nodes.map((approval) => (
                <ApprovalCard key={approval.id} approval={approval} />
              ))}
              <Pager
                pageInfo={pageInfo}
                total={totalCount === 1 ? '1 approval' : `${totalCount} approvals`}
              />
            </Stack>
          )
        }
      </Loaded>
    </Screen>
  );
}
