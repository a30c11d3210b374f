import { Button, Card, Center, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { signIn } from '../gateway/session';

/** Asks for an API key. */
export function SignIn({ hadKey }: { readonly hadKey: boolean }) {
  const [key, setKey] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (key.trim() !== '') signIn(key.trim());
  };
  return (
    <Center component="main" mih="100vh" p="md">
      <Card withBorder radius="lg" padding="xl" w="100%" maw={440}>
        <form onSubmit={submit}>
          <Stack>
            <Title order={1} size="h2">
              Sign in to the refund desk
            </Title>
            <Text c="dimmed">
              This gateway asks for an API key. An operator makes one with the scopes that you need.
            </Text>
            <PasswordInput
              label="API key"
              description="It is kept in this tab only, and forgotten when you close it."
              placeholder="rgk_…"
              value={key}
              onChange={(event) => setKey(event.currentTarget.value)}
              error={hadKey ? 'The key is not valid: it is wrong, has expired or was revoked.' : undefined}
              autoComplete="off"
              visibilityToggleButtonProps={{ 'aria-label': 'Show the key' }}
              data-autofocus
              required
            />
            <Button type="submit">Sign in</Button>
          </Stack>
        </form>
      </Card>
    </Center>
  );
}
