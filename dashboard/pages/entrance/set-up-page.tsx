import { TextInput } from '@mantine/core';
import { client } from '../../api/client.ts';
import { useLanguage } from '../../messages/language.tsx';
import { EmailField, Entrance, PasswordField, textOf } from './entrance.tsx';
import { useLinkSecret } from './link-secret.ts';

/** Where the link leads that the server prints while nobody has an account. */
export function SetUpPage() {
  const { words } = useLanguage();
  const secret = useLinkSecret();
  return (
    <Entrance
      title={words.entrance.setUp}
      says={secret === null ? words.entrance.linkIncomplete : words.entrance.setUpSays}
      send={(fields) =>
        client.setUp({
          body: {
            secret: secret ?? '',
            email: textOf(fields, 'email'),
            name: textOf(fields, 'name'),
            password: textOf(fields, 'password'),
          },
        })
      }
    >
      <EmailField />
      <TextInput label={words.entrance.name} name="name" autoComplete="name" required />
      <PasswordField isNew />
    </Entrance>
  );
}
