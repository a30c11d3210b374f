import classes from './Id.module.css';

/** An id of the gateway. */
export const Id = ({ children }: { readonly children: string }) => (
  <code className={classes.id}>{children}</code>
);
