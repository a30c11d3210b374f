import { lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { ApprovalsScreen } from '../approvals/ApprovalsScreen';
import { BulkScreen } from '../bulk/BulkScreen';
import { ChargeScreen } from '../charges/ChargeScreen';
import { ChargesScreen } from '../charges/ChargesScreen';
import { EmptyState } from '../common/EmptyState';
import { Loading } from '../common/Loading';
import { Screen } from '../common/Screen';
import { RefundScreen } from '../refund/RefundScreen';
import { RefundsScreen } from '../refunds/RefundsScreen';

/** The chart library is as large as the rest of the desk: only this screen loads it. */
const OverviewScreen = lazy(() => import('../overview/OverviewScreen'));

export const Routes = () => (
  <Switch>
    <Route path="/">
      <Suspense fallback={<Loading />}>
        <OverviewScreen />
      </Suspense>
    </Route>
    <Route path="/refunds" component={RefundsScreen} />
    <Route path="/refunds/:id">{({ id }) => <RefundScreen id={id} key={id} />}</Route>
    <Route path="/charges" component={ChargesScreen} />
    <Route path="/charges/:id">{({ id }) => <ChargeScreen id={id} key={id} />}</Route>
    <Route path="/approvals" component={ApprovalsScreen} />
    <Route path="/bulk" component={BulkScreen} />
    <Route>
      <Screen title="Not found">
        <EmptyState title="There is no such page">The menu has all pages of the desk.</EmptyState>
      </Screen>
    </Route>
  </Switch>
);
